package com.in2peta.compliance.request;

import com.in2peta.compliance.api.PublishedPolicies;
import com.in2peta.compliance.api.Rights.Particulars;
import com.in2peta.compliance.request.Request.Origin;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.PublishedWork;
import com.in2peta.kernel.privacy.Subject;
import com.in2peta.kernel.privacy.SubjectRefs;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.RequestActive;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes requests: checks what is asked, pins what it is asked under, and sets the deadline. Joins the caller's transaction. */
@ApplicationScoped
public class NewRequests {

    private static final String POLICY = "privacy";

    @Inject
    RequestTable requests;

    @Inject
    SubjectRefs refs;

    @Inject
    @Any
    Instance<PublishedWork> published;

    @Inject
    PublishedPolicies policies;

    @Inject
    Catalogue catalogue;

    @Inject
    Clock clock;

    /** Where a request comes from. */
    public record Arrival(RequestKind kind, String regime, String channel, Instant receivedAt) {}

    /** One that is not written yet. */
    Request of(Subject subject, Arrival arrival, Particulars particulars) {
        Map<String, String> details = ParticularsCheck.details(arrival.kind(), particulars, catalogue.policy());
        Optional<UUID> active = requests.active(subject.personId(), arrival.kind());
        if (active.isPresent()) {
            throw new RequestActive(active.get());
        }
        if (arrival.kind() == RequestKind.ERASURE && !details.containsKey("models") && publishes(subject)) {
            throw new DomainException(
                    ProblemType.MODELS_CHOICE_NEEDED,
                    "Others can use your models. Say with models: unpublish-now or unpublish-in-30-days.");
        }
        return Request.received(
                new Origin(
                        Ids.next(clock),
                        arrival.kind(),
                        arrival.regime(),
                        arrival.channel(),
                        refs.of(subject.personId()),
                        policies.current(POLICY).version(),
                        arrival.receivedAt(),
                        Deadlines.due(
                                arrival.kind(),
                                arrival.regime(),
                                zone(arrival.regime()),
                                arrival.channel(),
                                arrival.receivedAt())),
                subject,
                catalogue.sha256(),
                details);
    }

    /** Parameters for somebody who was not asked: what others use stays as long as it can. */
    Particulars careful(Subject subject, RequestKind kind) {
        boolean published = kind == RequestKind.ERASURE && publishes(subject);
        return new Particulars(
                published ? Optional.of("unpublish-in-30-days") : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The time zone in which the periods of a law are counted. */
    ZoneId zone(String regime) {
        return ZoneId.of(catalogue.policy().regimes().get(regime).zone());
    }

    private boolean publishes(Subject subject) {
        return published.stream().anyMatch(work -> work.isPublished(subject.organizationId()));
    }
}
