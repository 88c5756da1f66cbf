package com.in2peta.compliance.approval;

import com.in2peta.compliance.api.Approvals;
import com.in2peta.compliance.evidence.Entry;
import com.in2peta.compliance.evidence.Evidence;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Decides. The decision, its evidence and what it sets going are one transaction. */
@Stateless
public class ApprovalService implements Approvals {

    private static final String APPROVED = "approved";
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");

    @Inject
    ApprovalTable approvals;

    @Inject
    @Any
    Instance<Approvable> approvables;

    @Inject
    Evidence evidence;

    @Inject
    Clock clock;

    @Override
    public List<ApprovalView> list(Slice slice) {
        return approvals.list(slice);
    }

    @Override
    public ApprovalView find(UUID id) {
        return approvals.find(id).orElseThrow(() -> DomainException.notFound("approval"));
    }

    @Override
    public boolean isAboutPeople(UUID id) {
        return approvable(find(id).action()).isAboutPeople();
    }

    @Override
    public ApprovalView decide(UUID staff, UUID id, String decision, String reason) {
        check(decision, reason);
        ApprovalView asked = find(id);
        Approvable approvable = approvable(asked.action());
        requireOpen(asked, staff);
        boolean yes = decision.equals(APPROVED);
        if (yes && !approvable.plan(asked.object(), asked.action()).equals(asked.planSha256())) {
            throw new DomainException(
                    ProblemType.PLAN_CHANGED, "What would be done is not what was asked for any more. Ask again.");
        }
        if (!approvals.decide(id, staff, decision, reason, clock.instant())) {
            throw decided();
        }
        if (yes) {
            approvable.approved(asked.object(), asked.action(), staff);
        } else {
            approvable.refused(asked.object(), asked.action(), staff);
        }
        evidence.append(new Entry(
                EvidenceKind.APPROVE,
                Optional.of(staff),
                id.toString(),
                Optional.empty(),
                Map.of(
                        "action", asked.action(),
                        "decision", decision,
                        "object", asked.object().toString(),
                        "plan_sha256", asked.planSha256(),
                        "reason", reason)));
        return find(id);
    }

    private void requireOpen(ApprovalView asked, UUID staff) {
        if (asked.askedBy().equals(staff)) {
            throw new DomainException(ProblemType.SAME_PERSON, "Who asked cannot decide.");
        }
        if (asked.decision().isPresent()) {
            throw decided();
        }
        if (!asked.expiresAt().isAfter(clock.instant())) {
            throw new DomainException(ProblemType.APPROVAL_EXPIRED, "Ask for it again.");
        }
    }

    private static DomainException decided() {
        return new DomainException(ProblemType.CONFLICT, "It was decided already.");
    }

    private Approvable approvable(String action) {
        return approvables.stream()
                .filter(known -> action.startsWith(known.action()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing does what was asked for"));
    }

    private static void check(String decision, String reason) {
        if (!Set.of(APPROVED, "refused").contains(decision)) {
            throw invalid(new Violation("/decision", "must be approved or refused"));
        }
        if (!CODE.matcher(reason).matches()) {
            throw invalid(new Violation("/reason", "must be a code of lower-case letters, digits and hyphens"));
        }
    }

    private static DomainException invalid(Violation violation) {
        return new DomainException(ProblemType.INVALID_REQUEST, "The decision is invalid.", List.of(violation));
    }
}
