package com.in2peta.compliance.request;

import com.in2peta.compliance.api.RequestViews.FullRequest;
import com.in2peta.compliance.api.RequestViews.RequestView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Shows requests. */
@ApplicationScoped
class RequestViewer {

    @Inject
    Journal journal;

    @Inject
    TaskTable tasks;

    FullRequest full(Request request) {
        return new FullRequest(view(request), journal.timeline(request.id()), tasks.tasks(request.id()));
    }

    static RequestView view(Request request) {
        Request.Origin origin = request.origin();
        Request.Status status = request.status();
        return new RequestView(
                origin.id(),
                origin.kind().code(),
                origin.regime(),
                origin.channel(),
                status.state.code(),
                Optional.ofNullable(status.outcome),
                Optional.ofNullable(status.refusalArticle),
                status.identityLevel,
                origin.receivedAt(),
                request.dueAt(),
                status.extendedUntil != null,
                Optional.ofNullable(status.coolingUntil),
                Optional.ofNullable(status.closedAt),
                Optional.ofNullable(status.certificateId),
                request.details());
    }
}
