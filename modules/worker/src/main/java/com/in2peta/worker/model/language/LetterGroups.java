package com.in2peta.worker.model.language;

import java.util.Arrays;
import java.util.Locale;

/**
 * Turns a text into counts of its letter groups (one to four letters, and whole words), hashed into a fixed number of
 * places. Training and inference share this class.
 */
public final class LetterGroups {

    /** Places in the vector. */
    public static final int SIZE = 8_192;

    private static final int LONGEST = 4;
    private static final int HASH_START = 0x811C9DC5;
    private static final int HASH_FACTOR = 0x01000193;

    private LetterGroups() {}

    /** Writes the vector of length 1 to {@code target}; false when the text has no letters. */
    public static boolean count(String text, float[] target, int offset) {
        Arrays.fill(target, offset, offset + SIZE, 0);
        String letters = lettersOf(text);
        if (letters.isBlank()) {
            return false;
        }
        for (int start = 0; start < letters.length(); start++) {
            int hash = HASH_START;
            for (int length = 1; length <= LONGEST && start + length <= letters.length(); length++) {
                hash = (hash ^ letters.charAt(start + length - 1)) * HASH_FACTOR;
                target[offset + place(hash + length)]++;
            }
        }
        for (String word : letters.trim().split(" +")) {
            target[offset + place(word.hashCode() * HASH_FACTOR)]++;
        }
        float squares = 0;
        for (int i = offset; i < offset + SIZE; i++) {
            target[i] = (float) Math.sqrt(target[i]);
            squares += target[i] * target[i];
        }
        float length = (float) Math.sqrt(squares);
        for (int i = offset; i < offset + SIZE; i++) {
            target[i] /= length;
        }
        return true;
    }

    /** Small letters only, everything else as single spaces, one also before and after. */
    private static String lettersOf(String text) {
        StringBuilder letters = new StringBuilder(" ");
        for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
            if (Character.isLetter(c)) {
                letters.append(c);
            } else if (letters.charAt(letters.length() - 1) != ' ') {
                letters.append(' ');
            }
        }
        if (letters.charAt(letters.length() - 1) != ' ') {
            letters.append(' ');
        }
        return letters.toString();
    }

    private static int place(int hash) {
        int mixed = (hash ^ hash >>> 15) * 0x2C1B3C6D;
        return (mixed ^ mixed >>> 12) & SIZE - 1;
    }
}
