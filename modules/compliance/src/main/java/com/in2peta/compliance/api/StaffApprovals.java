package com.in2peta.compliance.api;

import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What waits for the yes of another member of staff. */
public interface StaffApprovals {

    /**
     * An approval that was asked for.
     *
     * @param object the run, request or hold that waits
     * @param planSha256 what exactly is to be approved; a plan that changes has another one, and needs another approval
     */
    record ApprovalView(
            UUID id,
            UUID object,
            String action,
            String planSha256,
            UUID askedBy,
            Instant askedAt,
            Instant expiresAt,
            Optional<String> decision,
            Optional<UUID> decidedBy,
            Optional<Instant> decidedAt) {}

    /** The newest first. */
    List<ApprovalView> list(Slice slice);

    /** Decides once; a run that waited for a yes goes on. */
    ApprovalView decide(UUID id, UUID decidedBy, boolean approved, Optional<String> reason);
}
