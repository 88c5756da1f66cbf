package com.in2peta.kernel.retention;

import java.time.Instant;
import java.util.List;

/**
 * A store of rows whose time ends, kept in units that are dropped whole. The module that owns the rows implements it; the retention job
 * finds every implementation and knows nothing else about them.
 */
public interface RetainedStore {

    String name();

    /** Makes room for what will be written: units up to the store's own horizon. Returns how many were made. */
    int prepare(Instant now);

    /** Units of which every row has ended, oldest first. */
    List<String> endedUnits(Instant now);

    /** Units that should have been dropped because they had ended at this moment; one that has only just ended is not among them. */
    default List<String> overdueUnits(Instant moment) {
        return endedUnits(moment);
    }

    /** Drops one ended unit; a unit that is gone already is no error, so that an interrupted run can be repeated. */
    void drop(String unit, Instant now);
}
