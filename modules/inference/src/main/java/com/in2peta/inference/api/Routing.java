package com.in2peta.inference.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which of a version's targets is tried first, and which next. */
public enum Routing {
    /** In the order of the version's owner. */
    ORDER,
    /** The cheapest first. */
    PRICE,
    /** First the one whose runs have ended soonest of late; one that nothing is known of comes before it. */
    LATENCY;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Routing> ofWire(String word) {
        return Arrays.stream(values())
                .filter(routing -> routing.wire().equals(word))
                .findFirst();
    }
}
