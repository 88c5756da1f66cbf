package com.in2peta.compliance.request;

import com.in2peta.compliance.api.RequestViews.RequestView;
import com.in2peta.compliance.api.StaffRights.MailedRequest;
import com.in2peta.compliance.approval.Asking;
import com.in2peta.compliance.mail.RequestExtendedMail;
import com.in2peta.compliance.request.NewRequests.Arrival;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.privacy.Subject;
import com.in2peta.kernel.privacy.Subjects;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What staff does with requests; each method is one transaction. */
@Stateless
public class StaffRequests {

    @Inject
    RequestTable requests;

    @Inject
    NewRequests fresh;

    @Inject
    Lifecycle lifecycle;

    @Inject
    Notices notices;

    @Inject
    Corrections corrections;

    @Inject
    RunApproval approval;

    @Inject
    Asking asking;

    @Inject
    Subjects subjects;

    @Inject
    Clock clock;

    public UUID open(UUID staff, MailedRequest mailed) {
        Instant now = clock.instant();
        StaffInput.received(mailed.receivedAt(), now);
        RequestKind kind = RequestKind.of(mailed.kind());
        String regime = ParticularsCheck.regime(mailed.regime());
        mailed.identityEvidence().ifPresent(how -> StaffInput.evidence("/identity_evidence", how));
        Request request = fresh.of(
                subject(mailed), new Arrival(kind, regime, Request.MAIL, mailed.receivedAt()), mailed.particulars());
        mailed.identityEvidence().ifPresent(how -> request.note("identity-by-" + how));
        int level = mailed.identityEvidence().isPresent() ? Identity.VOUCHED : Identity.NONE;
        lifecycle.receive(request, level, Actor.staff(staff));
        return request.id();
    }

    private Subject subject(MailedRequest mailed) {
        if (mailed.username().isPresent() == mailed.email().isPresent()) {
            throw StaffInput.invalid("/username", "name the person by username or email, not both");
        }
        return mailed.username()
                .flatMap(subjects::byUsername)
                .or(() -> mailed.email().flatMap(subjects::byEmail))
                .orElseThrow(() -> DomainException.notFound("person"));
    }

    public List<RequestView> list(Slice slice) {
        return requests.all(slice).stream().map(RequestViewer::view).toList();
    }

    public void identify(UUID staff, UUID id, int level, String how) {
        if (level != Identity.MAILBOX && level != Identity.VOUCHED) {
            throw StaffInput.invalid("/level", "must be 1 or 2: level 3 is the person's own to prove");
        }
        StaffInput.evidence("/how", how);
        Request request = requests.require(id);
        request.requireOpen();
        request.note("identity-by-" + how);
        lifecycle.identify(request, level, Actor.staff(staff));
    }

    public void extend(UUID staff, UUID id, String reason) {
        StaffInput.extension(reason);
        Request request = requests.require(id);
        var zone = fresh.zone(request.origin().regime());
        Instant received = request.origin().receivedAt();
        request.extend(
                Deadlines.extended(zone, received), Deadlines.noticeOfExtension(zone, received), clock.instant());
        notices.tell(request, RequestExtendedMail.NAME, Map.of("reason", reason));
        requests.save(request, Actor.staff(staff));
    }

    public void refuse(UUID staff, UUID id, String article) {
        Request request = requests.require(id);
        StaffInput.article(request.origin().regime(), article);
        lifecycle.refuse(request, article, Actor.staff(staff));
    }

    /** Asks for an approval, or goes on when none is needed. */
    public void run(UUID staff, UUID id) {
        Request request = requests.require(id);
        request.requireOpen();
        if (!request.needsApproval()) {
            lifecycle.release(request, Actor.staff(staff));
            return;
        }
        request.awaitApproval();
        asking.ask(id, RunApproval.ACTION, approval.plan(id, RunApproval.ACTION), staff);
        requests.save(request, Actor.staff(staff));
    }

    public void cancel(UUID staff, UUID id) {
        lifecycle.cancel(requests.require(id), Actor.staff(staff));
    }

    public void correct(UUID staff, UUID id, String element, Optional<UUID> row, String value) {
        Request request = requests.require(id);
        requireByHand(request, RequestKind.RECTIFICATION);
        Subject subject =
                request.personId().flatMap(subjects::byPerson).orElseThrow(() -> DomainException.notFound("person"));
        corrections.correct(subject, element, row, value, Actor.staff(staff), "/value");
        request.note("corrected");
        requests.save(request, Actor.staff(staff));
    }

    public void complete(UUID staff, UUID id, String reference) {
        StaffInput.reference(reference);
        Request request = requests.require(id);
        requireByHand(request, RequestKind.RECTIFICATION, RequestKind.GRIEVANCE);
        request.status().details.put("answer", reference);
        lifecycle.complete(request, Actor.staff(staff));
    }

    public void lift(UUID staff, UUID id) {
        lifecycle.lift(requests.require(id), Actor.staff(staff));
    }

    /** What has no job runs until staff has done it. */
    private static void requireByHand(Request request, RequestKind... kinds) {
        request.requireOpen();
        if (!List.of(kinds).contains(request.kind()) || request.state() != RequestState.RUNNING) {
            throw new DomainException(ProblemType.CONFLICT, "This is for requests of another kind, or not now.");
        }
    }
}
