package com.in2peta.compliance.approval;

import com.in2peta.compliance.api.Jobs;
import com.in2peta.compliance.api.StaffApprovals;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Decisions of staff. A process that dies between a yes and the resumption leaves a parked run, which the schedule looks at again. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ApprovalService implements StaffApprovals {

    private static final int LONGEST_REASON = 400;

    @Inject
    Approvals approvals;

    @Inject
    Jobs jobs;

    @Override
    public List<ApprovalView> list(Slice slice) {
        return approvals.list(slice);
    }

    @Override
    public ApprovalView decide(UUID id, UUID decidedBy, boolean approved, Optional<String> reason) {
        ApprovalView asked = existing(id);
        if (asked.askedBy().equals(decidedBy)) {
            throw new DomainException(ProblemType.SAME_PERSON, "Who asked for an approval cannot give it.");
        }
        if (reason.filter(text -> text.length() > LONGEST_REASON).isPresent()) {
            throw new DomainException(ProblemType.INVALID_REQUEST, "A reason has at most 400 characters.");
        }
        if (!approvals.decide(id, decidedBy, approved ? "approved" : "refused", reason)) {
            throw new DomainException(ProblemType.CONFLICT, "The approval was decided already, or is too old.");
        }
        if (approved) {
            jobs.find(asked.object())
                    .filter(run -> run.state().equals("parked"))
                    .ifPresent(run -> jobs.resume(run.id()));
        }
        return existing(id);
    }

    private ApprovalView existing(UUID id) {
        return approvals.find(id).orElseThrow(() -> DomainException.notFound("approval"));
    }
}
