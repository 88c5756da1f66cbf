package com.in2peta.sandbox.model;

import java.security.SecureRandom;

/** Ids that nobody guesses. */
public final class Ids {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** So many small letters and digits. */
    public static String letters(int count) {
        return RANDOM.ints(count, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, index) -> text.append(LETTERS.charAt(index)), StringBuilder::append)
                .toString();
    }
}
