package com.in2peta.compliance.api;

import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The register of breaches of personal data, with who must be told by when. */
public interface Breaches {

    /** What is known of a breach: the elements are tables of the catalogue, the time is when rows in them were exposed. */
    record Breach(
            String nature,
            List<String> elements,
            Instant happenedFrom,
            Instant happenedUntil,
            Instant awareAt,
            boolean likelyHighRisk) {}

    /** Somebody who must be told: {@code cert-in}, {@code board}, {@code authority} or {@code people}. */
    record Report(String recipient, Instant dueAt, Optional<Instant> sentAt) {}

    record Entry(UUID id, Breach breach, List<Report> reports, Optional<Instant> closedAt) {}

    /** Opens a breach and starts its clocks. */
    Entry open(Breach breach, UUID openedBy);

    /** Newest first. */
    List<Entry> list(Slice slice);

    Entry get(UUID id);

    /** Notes that a recipient was told; the breach is closed when all were. */
    Entry sent(UUID id, String recipient, UUID by);

    /** Ids of the people and organizations whose rows of those elements were there, the greatest first. */
    List<UUID> affected(UUID id, Slice slice);

    long countAffected(UUID id);

    /** Reports that are late now. */
    long overdue();
}
