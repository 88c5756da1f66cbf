package com.in2peta.compliance.request;

import com.in2peta.compliance.approval.Approvable;
import com.in2peta.kernel.privacy.Subject;
import com.in2peta.kernel.privacy.Subjects;
import com.in2peta.kernel.problem.DomainException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** The yes to carrying out a request whose person did not give the password. */
@ApplicationScoped
class RunApproval implements Approvable {

    static final String ACTION = "run-request";

    @Inject
    RequestTable requests;

    @Inject
    Lifecycle lifecycle;

    @Inject
    Plans plans;

    @Inject
    Subjects subjects;

    @Override
    public String action() {
        return ACTION;
    }

    @Override
    public String plan(UUID object, String action) {
        Request request = requests.require(object);
        request.requireOpen();
        Subject subject =
                request.personId().flatMap(subjects::byPerson).orElseThrow(() -> DomainException.notFound("person"));
        return plans.sha256(request.kind(), List.of(subject), plans.plan(request.kind(), List.of(subject)));
    }

    @Override
    public void approved(UUID object, String action, UUID staff) {
        Request request = requests.require(object);
        request.note("approved");
        lifecycle.release(request, Actor.staff(staff));
    }

    @Override
    public void refused(UUID object, String action, UUID staff) {
        Request request = requests.require(object);
        request.approvalRefused();
        requests.save(request, Actor.staff(staff));
    }
}
