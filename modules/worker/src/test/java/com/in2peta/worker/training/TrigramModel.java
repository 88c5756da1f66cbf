package com.in2peta.worker.training;

import com.in2peta.worker.model.text.Alphabet;

/**
 * Counts which character follows the last two, as a yardstick for the neural model. Shorter contexts smooth longer ones
 * by the method of Witten and Bell.
 */
public final class TrigramModel {

    private final int size = Alphabet.size();
    private final int[][] counts = {new int[size], new int[size * size], new int[size * size * size]};

    public TrigramModel(String text) {
        int[] indices = text.chars().map(c -> Alphabet.index((char) c)).toArray();
        for (int i = 2; i < indices.length; i++) {
            counts[0][indices[i]]++;
            counts[1][indices[i - 1] * size + indices[i]]++;
            counts[2][(indices[i - 2] * size + indices[i - 1]) * size + indices[i]]++;
        }
    }

    /** Probability of a character after two others, all as indices of the alphabet. */
    public double probability(int before, int last, int next) {
        double probability = 1.0 / size;
        int[] contexts = {0, last, before * size + last};
        for (int order = 0; order < counts.length; order++) {
            int base = contexts[order] * size;
            int total = 0;
            int kinds = 0;
            for (int i = 0; i < size; i++) {
                total += counts[order][base + i];
                kinds += counts[order][base + i] > 0 ? 1 : 0;
            }
            if (total > 0) {
                probability = (counts[order][base + next] + kinds * probability) / (total + kinds);
            }
        }
        return probability;
    }
}
