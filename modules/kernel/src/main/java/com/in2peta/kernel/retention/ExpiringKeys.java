package com.in2peta.kernel.retention;

import java.time.Instant;
import java.util.List;

/** Keys that end with what they seal, so that no copy of the database can be read after that. The retention job finds every implementation. */
public interface ExpiringKeys {

    String name();

    /** Makes the keys of the time ahead, so that no request waits for one. Returns how many were made. */
    int prepare(Instant now);

    /**
     * Destroys the keys whose time is over; returns how many.
     *
     * @param heldEvents when what a legal hold keeps began its time: its keys stay
     */
    int destroyEnded(Instant now, List<Instant> heldEvents);

    /** Keys that should have been destroyed at that moment and were not. */
    int overdue(Instant moment, List<Instant> heldEvents);
}
