package com.in2peta.compliance.residue;

import java.util.UUID;

/**
 * One value that is looked for.
 *
 * @param label what it is, such as {@code person-id}: findings name the label, never the value
 */
public record Needle(String label, String value) {

    /** Shorter ones would be found by chance; a report of chance finds is read by nobody. */
    public static final int SHORTEST = 6;

    public Needle {
        if (value.strip().length() < SHORTEST) {
            throw new IllegalArgumentException("the value of " + label + " is too short to be looked for");
        }
    }

    public static Needle of(String label, UUID id) {
        return new Needle(label, id.toString());
    }

    /** Whether the value can be looked for. */
    public static boolean isLongEnough(String value) {
        return value != null && value.strip().length() >= SHORTEST;
    }
}
