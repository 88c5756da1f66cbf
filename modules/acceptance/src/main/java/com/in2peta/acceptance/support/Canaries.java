package com.in2peta.acceptance.support;

import com.in2peta.compliance.residue.Needle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Values that nobody else has, each for one place: what is found later says where it came from. */
public final class Canaries {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 14;

    private final Random random;
    private final List<Needle> needles = new ArrayList<>();

    /** The same values for the same seed. */
    public Canaries(long seed) {
        random = new Random(seed);
    }

    /** A new word of small letters, fit for names, addresses and paths. */
    public String word(String label) {
        StringBuilder word = new StringBuilder("q");
        for (int i = 1; i < LENGTH; i++) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        needles.add(new Needle(label, word.toString()));
        return word.toString();
    }

    /** Everything that was made so far. */
    public List<Needle> needles() {
        return List.copyOf(needles);
    }
}
