package com.in2peta.compliance.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The banner that stays until it is acknowledged: material changes of the policies that a person has not said to have read. */
public interface PolicyAcknowledgements {

    /** A material change; it does not count yet while {@code effectiveAt} is empty or ahead. */
    record Notice(String kind, int version, List<String> reasons, Optional<Instant> effectiveAt) {}

    List<Notice> unacknowledged(UUID organizationId, UUID personId);

    /** Acknowledging again keeps the first time. */
    void acknowledge(UUID organizationId, UUID personId, String kind, int version);
}
