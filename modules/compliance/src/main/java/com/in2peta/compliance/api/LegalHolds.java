package com.in2peta.compliance.api;

import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Legal holds: what one covers is not deleted, whatever a rule or a request says. */
public interface LegalHolds {

    /**
     * What is to be held. At least an organization or a table is named.
     *
     * @param table as the catalogue names it, {@code schema.table}; empty for every table
     * @param starts of the event from which the time of a row counts
     * @param reviewBy when somebody has to look at it again, within 180 days
     */
    record NewHold(
            Optional<UUID> organizationId,
            Optional<String> table,
            Optional<Instant> starts,
            Optional<Instant> ends,
            String reason,
            String instrument,
            Instant reviewBy) {}

    /**
     * A hold.
     *
     * @param state {@code unconfirmed} (counts for seven days), {@code lapsed}, {@code active}, {@code releasing} (a second person is
     *     needed; it still counts) or {@code released}
     */
    record HoldView(
            UUID id,
            NewHold hold,
            String state,
            UUID openedBy,
            Instant openedAt,
            Optional<UUID> approvedBy,
            Optional<UUID> releaseAskedBy,
            Optional<UUID> releasedBy) {}

    /** Counts at once, so that nothing is deleted while somebody looks for a second person. */
    HoldView open(NewHold hold, UUID openedBy);

    HoldView approve(UUID id, UUID approvedBy);

    /** The first call asks, a call by another person releases. */
    HoldView release(UUID id, UUID person);

    Optional<HoldView> find(UUID id);

    /** The newest first. */
    List<HoldView> list(Slice slice);

    /** Whether any hold covers something of this organization now. */
    boolean covers(UUID organizationId);
}
