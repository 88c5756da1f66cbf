package com.in2peta.acceptance.prove;

import java.util.List;

/** What was done, and what was found wrong. */
record Outcome(String done, List<String> faults) {

    private static final int SHOWN = 5;

    boolean passed() {
        return faults.isEmpty();
    }

    String verdict() {
        return passed()
                ? "ok"
                : "FAILED: " + String.join("; ", faults.subList(0, Math.min(SHOWN, faults.size())))
                        + (faults.size() > SHOWN ? "; and " + (faults.size() - SHOWN) + " more" : "");
    }
}
