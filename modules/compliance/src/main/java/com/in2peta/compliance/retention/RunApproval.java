package com.in2peta.compliance.retention;

import com.in2peta.compliance.api.Approvals.ApprovalView;
import com.in2peta.compliance.approval.Approvable;
import com.in2peta.compliance.approval.Asking;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.UUID;

/**
 * A run that waits for a yes. The run makes its plan anew when it goes on, and holds the yes to it; here the plan is what was asked for. The run
 * goes on once the decision is committed; if the process dies in between, it waits until somebody, or the schedule, resumes it.
 */
abstract class RunApproval implements Approvable {

    /** A run may go on. */
    record RunApproved(UUID run) {}

    @Inject
    Asking asking;

    @Inject
    Event<RunApproved> approved;

    @Override
    public String plan(UUID run, String action) {
        return asking.of(run).stream()
                .filter(approval ->
                        approval.action().equals(action) && approval.decision().isEmpty())
                .map(ApprovalView::planSha256)
                .findFirst()
                .orElse("");
    }

    @Override
    public void approved(UUID run, String action, UUID staff) {
        approved.fire(new RunApproved(run));
    }

    @Override
    public void refused(UUID run, String action, UUID staff) {
        // the run stays parked
    }

    /** It is about data whose time has passed, whoever's it was. */
    @Override
    public boolean isAboutPeople() {
        return false;
    }
}
