package com.in2peta.compliance.request;

import com.in2peta.compliance.mail.RequestAlertMail;
import com.in2peta.compliance.mail.RequestCanceledMail;
import com.in2peta.compliance.mail.RequestDoneMail;
import com.in2peta.compliance.mail.RequestLiftedMail;
import com.in2peta.compliance.mail.RequestReceivedMail;
import com.in2peta.compliance.mail.RequestRefusedMail;
import com.in2peta.kernel.privacy.AccountFreeze;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.PurposeGate;
import com.in2peta.kernel.privacy.PurposeGate.Ground;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What goes with the steps of a request: freezing, purposes, mails. Joins the caller's transaction; the caller saves nothing itself. */
@ApplicationScoped
class Lifecycle {

    static final String CATALOGUE_CHANGED = "catalogue-changed";
    static final String KEPT_FOR_CLAIMS = "restriction-claims";

    @Inject
    RequestTable requests;

    @Inject
    TaskTable tasks;

    @Inject
    Notices notices;

    @Inject
    Gates gates;

    @Inject
    AccountFreeze freeze;

    @Inject
    Catalogue catalogue;

    @Inject
    PurposeGate purposes;

    @Inject
    Clock clock;

    /** Writes a new request down, tells its person, and lets it go as far as it can by itself. */
    void receive(Request request, int level, Actor actor) {
        request.identify(level, clock.instant());
        if (request.kind() == RequestKind.CHILD) {
            freeze.freeze(request.personId().orElseThrow());
        }
        notices.tell(request, RequestReceivedMail.NAME, Map.of());
        if (actor.staff().isEmpty()) {
            goOn(request);
        }
        requests.add(request, actor);
    }

    /** The identity is known better now. */
    void identify(Request request, int level, Actor actor) {
        request.identify(level, clock.instant());
        if (actor.staff().isEmpty()) {
            goOn(request);
        }
        requests.save(request, actor);
    }

    /** What is planned goes on; what was approved, and what had failed. */
    void release(Request request, Actor actor) {
        request.repin(catalogue.sha256());
        request.release(clock.instant());
        finishAtOnce(request);
        requests.save(request, actor);
    }

    /** A request of the person herself needs nobody's yes. */
    private void goOn(Request request) {
        if (request.state() == RequestState.PLANNED && !request.needsApproval()) {
            request.release(clock.instant());
            finishAtOnce(request);
        }
    }

    private void finishAtOnce(Request request) {
        if (request.kind().isAtOnce() && request.state() == RequestState.RUNNING) {
            gates.close(request);
            complete(request);
        }
    }

    /** Its time has come: what stands against it is looked at once more, then the account is frozen and the job may start. */
    void begin(Request request) {
        if (!request.status().catalogueSha256.equals(catalogue.sha256())) {
            request.fail(CATALOGUE_CHANGED);
            notices.alert(request, RequestAlertMail.NAME, Map.of("reason", CATALOGUE_CHANGED));
        } else if (request.kind() == RequestKind.ERASURE
                && requests.isKeptForClaims(request.personId().orElseThrow())) {
            if (request.state() != RequestState.BLOCKED_BY_HOLD) {
                request.block(KEPT_FOR_CLAIMS);
            }
        } else {
            if (request.state() != RequestState.RUNNING) {
                request.move(RequestState.RUNNING);
            }
            if (request.kind().erases()) {
                freeze.freeze(request.personId().orElseThrow());
            }
        }
        requests.save(request, Actor.SYSTEM);
    }

    void fail(Request request, String code) {
        request.fail(code);
        notices.alert(request, RequestAlertMail.NAME, Map.of("reason", code));
        requests.save(request, Actor.SYSTEM);
    }

    void refuse(Request request, String article, Actor actor) {
        requireNotBegun(request);
        thaw(request);
        notices.tell(request, RequestRefusedMail.NAME, Map.of("article", article));
        request.refuse(article, clock.instant());
        requests.save(request, actor);
    }

    void cancel(Request request, Actor actor) {
        requireNotBegun(request);
        request.cancel(clock.instant());
        thaw(request);
        notices.tell(request, RequestCanceledMail.NAME, Map.of());
        requests.save(request, actor);
    }

    private void requireNotBegun(Request request) {
        if (request.kind().erases() && tasks.isBegun(request.id())) {
            throw new DomainException(
                    ProblemType.CONFLICT, "It has begun and cannot be taken back or refused: it has to be completed.");
        }
    }

    /** Unless another request needs the account frozen. */
    private void thaw(Request request) {
        if (request.kind().erases() && !requests.isFrozenByAnother(request)) {
            request.personId().ifPresent(freeze::thaw);
            request.organizationId().ifPresent(organization -> purposes.open(organization, Ground.ERASURE));
        }
    }

    private void complete(Request request) {
        notices.tell(request, RequestDoneMail.NAME, Map.of());
        request.complete(Optional.empty(), clock.instant());
    }

    /** Done by hand. */
    void complete(Request request, Actor actor) {
        complete(request);
        requests.save(request, actor);
    }

    void lift(Request request, Actor actor) {
        boolean inEffect = request.kind().isAtOnce()
                && Request.DONE.equals(request.status().outcome)
                && !request.details().containsKey(Gates.LIFTED)
                && request.organizationId().isPresent();
        if (!inEffect) {
            throw new DomainException(ProblemType.CONFLICT, "There is nothing of it in effect.");
        }
        request.status().details.put(Gates.LIFTED, clock.instant().toString());
        request.note(Gates.LIFTED);
        notices.tell(request, RequestLiftedMail.NAME, Map.of());
        gates.open(request);
        requests.save(request, actor);
    }
}
