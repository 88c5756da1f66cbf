package com.in2peta.compliance.request;

import com.in2peta.compliance.api.Intake;
import com.in2peta.compliance.api.RequestViews.RequestView;
import com.in2peta.compliance.mail.OperatorContact;
import com.in2peta.compliance.request.IntakeTable.Asked;
import com.in2peta.compliance.request.NewRequests.Arrival;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.limit.RateLimit;
import com.in2peta.kernel.limit.RateLimits;
import com.in2peta.kernel.mail.Mailer;
import com.in2peta.kernel.privacy.Subject;
import com.in2peta.kernel.privacy.Subjects;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** For an address that is not known, or was mailed to within the hour, the same statements run with ids of nobody. */
@Stateless
public class IntakeService implements Intake {

    /** What needs no more than the address to be asked for; the rest is made by signing in or by staff. */
    private static final Set<RequestKind> OFFERED =
            EnumSet.of(RequestKind.ACCESS, RequestKind.PORTABILITY, RequestKind.ERASURE, RequestKind.RECTIFICATION);

    private static final int LONGEST_EMAIL = 254;

    @Inject
    Subjects subjects;

    @Inject
    RateLimits limits;

    @Inject
    IntakeTable intake;

    @Inject
    RequestTable requests;

    @Inject
    NewRequests fresh;

    @Inject
    Lifecycle lifecycle;

    @Inject
    Mailer mailer;

    @Inject
    Clock clock;

    @Override
    public void ask(String email, String kindCode) {
        RequestKind kind = offered(kindCode);
        if (email.length() > LONGEST_EMAIL) {
            throw StaffInput.invalid("/email", "must not have more than 254 characters");
        }
        Optional<Subject> known = subjects.byEmail(email);
        UUID counted = known.map(Subject::personId).orElseGet(UUID::randomUUID);
        boolean admitted = limits.admit(RateLimit.INTAKE_MAILS, counted);
        Optional<Subject> told = known.filter(subject -> admitted);
        Instant now = clock.instant();
        UUID id = Ids.next(clock);
        intake.add(id, told.map(Subject::personId), kind.code(), now, now.plus(Deadlines.VERIFICATION));
        mailer.sendFromBatch(
                told.map(Subject::organizationId).orElse(OperatorContact.ID),
                told.map(Subject::personId).orElseGet(UUID::randomUUID),
                ConfirmationLinkMail.NAME,
                Map.of(ConfirmationLinkMail.INTAKE, id.toString()));
    }

    @Override
    public RequestView confirm(String token) {
        Instant now = clock.instant();
        Asked asked = LinkToken.digest(token)
                .flatMap(digest -> intake.use(digest, now))
                .orElseThrow(() -> DomainException.notFound("link: it was used, has ended or never was"));
        Subject subject = subjects.byPerson(asked.personId()).orElseThrow(() -> DomainException.notFound("person"));
        RequestKind kind = RequestKind.of(asked.kind());
        Request request = fresh.of(
                subject, new Arrival(kind, Request.GDPR, Request.MAIL, asked.at()), fresh.careful(subject, kind));
        lifecycle.receive(request, Identity.MAILBOX, Actor.PERSON);
        return RequestViewer.view(requests.require(request.id()));
    }

    private static RequestKind offered(String code) {
        RequestKind kind = RequestKind.of(code);
        if (!OFFERED.contains(kind)) {
            throw new DomainException(
                    ProblemType.INVALID_REQUEST,
                    "The request is invalid.",
                    List.of(new Violation("/kind", "is not a kind of request that can be made here")));
        }
        return kind;
    }
}
