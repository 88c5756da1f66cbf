package com.in2peta.compliance.residue;

/**
 * A value was found.
 *
 * @param place the table and column, or the file
 * @param label the needle's; never its value
 * @param times how often
 */
public record Finding(String place, String label, long times) {

    @Override
    public String toString() {
        return place + ": " + label + " (" + times + ")";
    }
}
