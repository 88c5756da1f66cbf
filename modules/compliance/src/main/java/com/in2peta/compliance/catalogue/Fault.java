package com.in2peta.compliance.catalogue;

/**
 * Something that the catalogue does not say, or says wrongly.
 *
 * @param check which check found it: C1 to C13
 * @param place the table and column, the file, the code
 * @param problem what is wrong
 * @param fix what to do about it
 */
public record Fault(String check, String place, String problem, String fix) {

    @Override
    public String toString() {
        return check + " " + place + ": " + problem + ". " + fix;
    }
}
