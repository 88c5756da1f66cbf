package com.in2peta.compliance.retention;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What a legal hold covers; the times are those of the event from which the time of a row counts. */
record Hold(Optional<UUID> organizationId, Optional<String> table, Optional<Instant> starts, Optional<Instant> ends) {}
