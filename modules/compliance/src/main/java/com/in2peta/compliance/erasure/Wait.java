package com.in2peta.compliance.erasure;

/**
 * Why an erasure does not go on.
 *
 * @param code a word of the program
 * @param human whether staff has to look; else it is tried again by itself
 */
record Wait(String code, boolean human) {

    static Wait later(String code) {
        return new Wait(code, false);
    }

    static Wait forStaff(String code) {
        return new Wait(code, true);
    }
}
