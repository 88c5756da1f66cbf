package com.in2peta.worker.model.text;

import java.text.Normalizer;

/** The characters the language model knows; the order is the model's and must not change without training. */
public final class Alphabet {

    private static final String CHARACTERS =
            " \nabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,!?'\"-:;()";

    private Alphabet() {}

    public static int size() {
        return CHARACTERS.length();
    }

    public static char character(int index) {
        return CHARACTERS.charAt(index);
    }

    /** Index of a character; an unknown one counts as a space. */
    public static int index(char character) {
        return Math.max(0, CHARACTERS.indexOf(character));
    }

    /** The text with accents taken off, so that fewer characters are unknown. */
    public static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }
}
