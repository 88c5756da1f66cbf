package com.in2peta.compliance.approval;

import com.in2peta.compliance.api.Approvals.ApprovalView;
import com.in2peta.kernel.id.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Asks for approvals, in the caller's transaction, and tells what became of them. */
@ApplicationScoped
public class Asking {

    /** Who asks when a job does that nobody started. */
    public static final UUID PLATFORM = new UUID(0, 0);

    private static final Duration LIFE = Duration.ofHours(72);

    @Inject
    ApprovalTable approvals;

    @Inject
    Clock clock;

    /** Asks for a yes to this plan; what was asked before about the same is void. */
    public UUID ask(UUID object, String action, String planSha256, UUID staff) {
        Instant now = clock.instant();
        approvals.expire(object, action, now);
        UUID id = Ids.next(clock);
        approvals.add(id, object, action, planSha256, staff, now, now.plus(LIFE));
        return id;
    }

    /** The same for a job, which asks again with each attempt: a plan that is asked for already is not asked for twice. */
    public void askOnce(UUID object, String action, String planSha256, UUID staff) {
        boolean asked = of(object).stream()
                .anyMatch(approval -> approval.action().equals(action)
                        && approval.planSha256().equals(planSha256)
                        && approval.expiresAt().isAfter(clock.instant()));
        if (!asked) {
            ask(object, action, planSha256, staff);
        }
    }

    /** Whether somebody else approved this very plan. */
    public boolean granted(UUID object, String action, String planSha256) {
        return of(object).stream()
                .anyMatch(approval -> approval.action().equals(action)
                        && approval.planSha256().equals(planSha256)
                        && approval.decision().filter("approved"::equals).isPresent());
    }

    /** What was asked about this thing, newest first. */
    public List<ApprovalView> of(UUID object) {
        return approvals.of(object);
    }

    /** The approval that is waited for. */
    public Optional<UUID> pending(UUID object, String action) {
        return of(object).stream()
                .filter(approval -> approval.action().equals(action)
                        && approval.decision().isEmpty()
                        && approval.expiresAt().isAfter(clock.instant()))
                .map(ApprovalView::id)
                .findFirst();
    }
}
