package com.in2peta.compliance.api;

import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The yes or no of a second member of staff. */
public interface Approvals {

    record ApprovalView(
            UUID id,
            UUID object,
            String action,
            String planSha256,
            UUID askedBy,
            Instant askedAt,
            Instant expiresAt,
            Optional<UUID> decidedBy,
            Optional<String> decision,
            Optional<String> reason,
            Optional<Instant> decidedAt) {}

    List<ApprovalView> list(Slice slice);

    ApprovalView find(UUID id);

    /** Whether it is about what becomes of one person's data or many's, which is for staff that answers for privacy. */
    boolean isAboutPeople(UUID id);

    /**
     * Decides with {@code approved} or {@code refused} and the code of a reason, and does what was approved. Refused with {@code same-person} for
     * who asked, {@code plan-changed} when the plan is another one by now, {@code approval-expired} when it is too late.
     */
    ApprovalView decide(UUID staff, UUID id, String decision, String reason);
}
