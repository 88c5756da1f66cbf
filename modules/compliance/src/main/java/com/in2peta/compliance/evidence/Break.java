package com.in2peta.compliance.evidence;

import java.util.Locale;

/** The first place at which the evidence is not what it was: the number of an entry, or of the first entry of a day. */
record Break(long seq, Reason reason) {

    /** What is wrong there. */
    enum Reason {
        /** A number is missing. */
        GAP,
        /** The link does not hold the hash of the one before it. */
        WRONG_PREVIOUS,
        /** The link is not what was hashed. */
        WRONG_HASH,
        /** The link is older than the one before it, or lies in a day that was signed without it. */
        WRONG_TIME,
        /** A root counts links that are not there any more. */
        ENTRIES_MISSING,
        /** A root does not fit its entries, its predecessor or its signature. */
        WRONG_ROOT,
        /** A day that has passed has no root. */
        ROOT_MISSING,
        /** There is no copy outside. */
        COPY_MISSING,
        /** The copy outside says something else. */
        COPY_DIFFERS,
        /** There is a copy outside of a root that is not here, as after a restore of an older state. */
        COPY_WITHOUT_ROOT;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
