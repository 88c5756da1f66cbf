package com.in2peta.models.api;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Where a version can run: an endpoint at a provider. Neither name holds a slash or a comma. */
public record Target(String provider, String endpoint) {

    private static final String SEPARATOR = ",";

    /** As in {@code runpod/abc123}. */
    @Override
    public String toString() {
        return provider + "/" + endpoint;
    }

    /** Several as one text, in their order. */
    public static String text(List<Target> targets) {
        return targets.stream().map(Target::toString).collect(Collectors.joining(SEPARATOR));
    }

    /** What {@link #text} has written. */
    public static List<Target> list(String text) {
        return Arrays.stream(text.split(SEPARATOR))
                .filter(target -> !target.isEmpty())
                .map(target -> target.split("/", 2))
                .map(parts -> new Target(parts[0], parts[1]))
                .toList();
    }
}
