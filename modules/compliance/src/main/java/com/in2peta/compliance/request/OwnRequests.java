package com.in2peta.compliance.request;

import com.in2peta.compliance.api.RequestViews.FullRequest;
import com.in2peta.compliance.api.RequestViews.RequestView;
import com.in2peta.compliance.api.Rights.Asker;
import com.in2peta.compliance.api.Rights.Particulars;
import com.in2peta.compliance.request.NewRequests.Arrival;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.privacy.Subject;
import com.in2peta.kernel.privacy.Subjects;
import com.in2peta.kernel.problem.DomainException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a person does with requests of her own; each method is one transaction. */
@Stateless
public class OwnRequests {

    private static final String NAME = "identity.person.name";

    @Inject
    RequestTable requests;

    @Inject
    NewRequests fresh;

    @Inject
    Lifecycle lifecycle;

    @Inject
    RequestViewer viewer;

    @Inject
    Corrections corrections;

    @Inject
    Subjects subjects;

    @Inject
    Clock clock;

    public UUID open(Asker asker, RequestKind kind, String regime, Particulars particulars, int level) {
        Request request =
                fresh.of(subject(asker), new Arrival(kind, regime, Request.SELF_SERVICE, clock.instant()), particulars);
        lifecycle.receive(request, level, Actor.PERSON);
        return request.id();
    }

    public List<RequestView> list(Asker asker, Slice slice) {
        return requests.own(asker.personId(), asker.organizationId(), slice).stream()
                .map(RequestViewer::view)
                .toList();
    }

    public FullRequest find(Asker asker, UUID id) {
        return viewer.full(own(asker, id));
    }

    public void cancel(Asker asker, UUID id) {
        lifecycle.cancel(own(asker, id), Actor.PERSON);
    }

    public void confirm(Asker asker, UUID id, int level) {
        lifecycle.identify(own(asker, id), level, Actor.PERSON);
    }

    public void lift(Asker asker, UUID id) {
        lifecycle.lift(own(asker, id), Actor.PERSON);
    }

    public void rename(Asker asker, String name) {
        corrections.correct(subject(asker), NAME, Optional.empty(), name, Actor.PERSON, "/name");
    }

    private Request own(Asker asker, UUID id) {
        return requests.requireOwn(asker.personId(), asker.organizationId(), id);
    }

    private Subject subject(Asker asker) {
        return subjects.byPerson(asker.personId()).orElseThrow(() -> DomainException.notFound("person"));
    }
}
