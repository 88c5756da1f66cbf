package com.in2peta.kernel.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A table of rows whose time ends, kept in units that are dropped whole. The module that owns the rows implements it; the retention job
 * finds every implementation and knows nothing else about them.
 */
public interface RetainedStore {

    /** A unit: its rows have anchors from {@code lower} to before {@code upper}. */
    record Unit(String name, Instant lower, Instant upper) {}

    /** The table as the catalogue names it, {@code schema.table}. */
    String table();

    /** How far beyond the event its anchor lies, when the anchor is the end of the time and not its beginning. */
    Duration lead();

    /** Makes room for what will be written: units up to the store's own horizon. Returns how many were made. */
    int prepare(Instant now);

    /**
     * Takes back units that somebody detached and did not drop, so that they are counted and dropped like the others. Answers those that
     * cannot be taken back, because they hold a row that their bounds exclude.
     */
    List<String> reclaim();

    /** Units of which every row has ended, oldest first. */
    List<Unit> endedUnits(Instant now);

    /** Drops one ended unit; a unit that is gone already is no error, so that an interrupted run can be repeated. */
    void drop(Unit unit, Instant now);
}
