package com.in2peta.compliance.request;

import com.in2peta.compliance.mail.RequestAlertMail;
import com.in2peta.compliance.mail.RequestDoneMail;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How a job that carries a request out tells where it is. Everything joins the caller's transaction on {@code jdbc/in2peta-batch}; call it last
 * there, it appends to the evidence. Where a request is already, it stays: a repeated step may report again.
 */
@ApplicationScoped
public class RequestProgress {

    @Inject
    RequestTable requests;

    @Inject
    Notices notices;

    @Inject
    Clock clock;

    /**
     * The request, for the job that carries it out. Refused for another job, and when it has not been released or has failed: nobody runs a job
     * for such a request before it is let go on, not even staff that can start jobs.
     */
    public Request released(UUID requestId, String job) {
        Request request = requests.require(requestId);
        if (request.kind().job().filter(job::equals).isEmpty()) {
            throw new DomainException(ProblemType.CONFLICT, "The request is of another kind.");
        }
        if (request.state().isUntouched() || request.state() == RequestState.FAILED) {
            throw new DomainException(ProblemType.CONFLICT, "The request has not been released.");
        }
        return request;
    }

    public void waitForProcessor(UUID requestId) {
        move(requestId, RequestState.WAITING_PROCESSOR);
    }

    public void goOn(UUID requestId) {
        move(requestId, RequestState.RUNNING);
    }

    /** Something forbids to go on, such as a legal hold; the code says what. */
    public void block(UUID requestId, String code) {
        Request request = requests.require(requestId);
        if (request.state() != RequestState.BLOCKED_BY_HOLD) {
            request.block(code);
            requests.save(request, Actor.SYSTEM);
        }
    }

    /** Staff has to look; the operator is told. */
    public void fail(UUID requestId, String code) {
        Request request = requests.require(requestId);
        if (request.state() != RequestState.FAILED) {
            request.fail(code);
            notices.alert(request, RequestAlertMail.NAME, Map.of("reason", code));
            requests.save(request, Actor.SYSTEM);
        }
    }

    /**
     * Closes the request as done and tells the person. After an erasure the request forgets whose it was: the mail is ordered before, while the
     * person's row is there, or it finds nobody.
     */
    public void done(UUID requestId, Optional<UUID> certificateId) {
        Request request = requests.require(requestId);
        if (request.state() != RequestState.CLOSED) {
            notices.tell(request, RequestDoneMail.NAME, Map.of());
            request.complete(certificateId, clock.instant());
            requests.save(request, Actor.SYSTEM);
        }
    }

    private void move(UUID requestId, RequestState next) {
        Request request = requests.require(requestId);
        if (request.state() != next) {
            request.move(next);
            requests.save(request, Actor.SYSTEM);
        }
    }
}
