package com.in2peta.compliance.request;

import com.in2peta.compliance.request.NewRequests.Arrival;
import com.in2peta.kernel.privacy.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Requests that staff makes for many, after another member of staff has agreed. */
@ApplicationScoped
public class BulkRequests {

    @Inject
    RequestTable requests;

    @Inject
    NewRequests fresh;

    @Inject
    Lifecycle lifecycle;

    @Inject
    Starter starter;

    @Inject
    Clock clock;

    /** The request of this kind that is under way. */
    public Optional<UUID> active(Subject subject, RequestKind kind) {
        return requests.active(subject.personId(), kind);
    }

    /** Makes it and lets it go on, in the caller's transaction. */
    public UUID open(UUID staff, Subject subject, RequestKind kind) {
        Request request = fresh.of(
                subject, new Arrival(kind, Request.GDPR, Request.STAFF, clock.instant()), fresh.careful(subject, kind));
        lifecycle.receive(request, Identity.VOUCHED, Actor.staff(staff));
        request.note("approved");
        lifecycle.release(request, Actor.staff(staff));
        return request.id();
    }

    /** Starts what is due, once the transaction has committed. */
    public void start(UUID id) {
        starter.start(id);
    }
}
