package com.in2peta.compliance.residue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** Finds many byte sequences in one pass (Aho and Corasick, 1975). The longer the list, the more memory; the time stays the same. */
final class Automaton {

    private static final int BYTES = 256;

    private final int[] next;
    private final BitSet[] found;
    private final int shortest;

    /** The needles by their place in the list; bytes are folded as {@link Patterns#fold} does. */
    Automaton(List<Needle> needles) {
        List<int[]> edges = new ArrayList<>();
        List<BitSet> ends = new ArrayList<>();
        edges.add(emptyState());
        ends.add(new BitSet());
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < needles.size(); i++) {
            for (String pattern : Patterns.of(needles.get(i))) {
                least = Math.min(least, pattern.length());
                int state = 0;
                for (byte b : pattern.getBytes(StandardCharsets.ISO_8859_1)) {
                    if (edges.get(state)[b & 0xff] < 0) {
                        edges.get(state)[b & 0xff] = edges.size();
                        edges.add(emptyState());
                        ends.add(new BitSet());
                    }
                    state = edges.get(state)[b & 0xff];
                }
                ends.get(state).set(i);
            }
        }
        linkFailures(edges, ends);
        next = new int[edges.size() * BYTES];
        for (int state = 0; state < edges.size(); state++) {
            System.arraycopy(edges.get(state), 0, next, state * BYTES, BYTES);
        }
        found = ends.toArray(BitSet[]::new);
        shortest = least;
    }

    private static int[] emptyState() {
        int[] edges = new int[BYTES];
        Arrays.fill(edges, -1);
        return edges;
    }

    /** Turns the tree into one table: where no edge leads on, the edge of the longest suffix does. */
    private static void linkFailures(List<int[]> edges, List<BitSet> ends) {
        int[] failure = new int[edges.size()];
        Deque<Integer> queue = new ArrayDeque<>();
        for (int b = 0; b < BYTES; b++) {
            int to = edges.get(0)[b];
            if (to < 0) {
                edges.get(0)[b] = 0;
            } else {
                queue.add(to);
            }
        }
        while (!queue.isEmpty()) {
            int state = queue.remove();
            ends.get(state).or(ends.get(failure[state]));
            for (int b = 0; b < BYTES; b++) {
                int to = edges.get(state)[b];
                int other = edges.get(failure[state])[b];
                if (to < 0) {
                    edges.get(state)[b] = other;
                } else {
                    failure[to] = other;
                    queue.add(to);
                }
            }
        }
    }

    /** The length of the shortest sequence. */
    int shortestBytes() {
        return shortest;
    }

    /** Adds the needles that occur in the bytes. */
    void search(byte[] bytes, BitSet into) {
        int state = 0;
        for (byte b : bytes) {
            state = next[state * BYTES + (Patterns.fold(b) & 0xff)];
            if (!found[state].isEmpty()) {
                into.or(found[state]);
            }
        }
    }
}
