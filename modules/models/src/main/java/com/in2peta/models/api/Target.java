package com.in2peta.models.api;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Where a version can run: an endpoint at a provider. Neither name holds a slash, a comma or an at sign.
 *
 * @param priceMicrosPerSecond what a run costs there, where it is less than the version's price
 */
public record Target(String provider, String endpoint, OptionalLong priceMicrosPerSecond) {

    private static final String SEPARATOR = ",";
    private static final String PRICE = "@";

    /** At the version's price. */
    public Target(String provider, String endpoint) {
        this(provider, endpoint, OptionalLong.empty());
    }

    /** As in {@code runpod/abc123}. */
    public String name() {
        return provider + "/" + endpoint;
    }

    /** Several as one text, in their order. */
    public static String text(List<Target> targets) {
        return targets.stream().map(Target::withPrice).collect(Collectors.joining(SEPARATOR));
    }

    /** What {@link #text} has written. */
    public static List<Target> list(String text) {
        return Arrays.stream(text.split(SEPARATOR))
                .filter(target -> !target.isEmpty())
                .map(Target::parse)
                .toList();
    }

    private String withPrice() {
        return priceMicrosPerSecond.isPresent() ? name() + PRICE + priceMicrosPerSecond.getAsLong() : name();
    }

    private static Target parse(String text) {
        String[] parts = text.split("[/" + PRICE + "]");
        return new Target(
                parts[0],
                parts[1],
                parts.length > 2 ? OptionalLong.of(Long.parseLong(parts[2])) : OptionalLong.empty());
    }
}
