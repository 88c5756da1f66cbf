package com.in2peta.worker.training;

import com.in2peta.worker.job.JobContext;

/** Runs models outside of any job, for measurements. */
public final class Standalone {

    /** Never stops a run and drops what it streams. */
    public static final JobContext CONTEXT = new JobContext() {
        @Override
        public void check() {
            // nothing can stop this run
        }

        @Override
        public void emit(String chunk) {
            // nobody reads along
        }
    };

    private Standalone() {}

    /** Insertions, deletions and replacements needed to turn one text into the other. */
    public static int editDistance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
