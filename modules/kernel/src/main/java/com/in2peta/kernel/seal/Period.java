package com.in2peta.kernel.seal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * An hour with a key of its own, under which content lies that ends together.
 *
 * @param hour its beginning
 */
public record Period(Kind kind, Instant hour) {

    public static final Duration LENGTH = Duration.ofHours(1);

    /** What brings content together. */
    public enum Kind {
        /** The hour in which it was accepted: it has no end yet. */
        IN_FLIGHT,
        /** The hour in which its time is up. */
        CONTENT;

        /** The word in the key store. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Period {
        if (!hour.equals(hour.truncatedTo(ChronoUnit.HOURS))) {
            throw new IllegalArgumentException("a period begins with an hour");
        }
    }

    /** The one in which the moment lies. */
    public static Period at(Kind kind, Instant moment) {
        return new Period(kind, moment.truncatedTo(ChronoUnit.HOURS));
    }

    public Instant end() {
        return hour.plus(LENGTH);
    }
}
