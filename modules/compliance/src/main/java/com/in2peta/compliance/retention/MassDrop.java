package com.in2peta.compliance.retention;

import com.in2peta.compliance.retention.Retained.Due;

/**
 * When so much is due at once that a wrong clock is as likely as a long pause.
 *
 * @param units partitions that one run may drop from a table
 * @param percent of a table's rows that one run may delete
 */
public record MassDrop(int units, int percent) {

    static final String ACTION = "mass-drop";
    /** Of fewer rows a share says nothing. */
    static final long SMALL = 10_000;

    boolean isOne(Retained table, Due due) {
        return due.units() > units || due.rows() > SMALL && due.rows() > table.size() / 100.0 * percent;
    }
}
