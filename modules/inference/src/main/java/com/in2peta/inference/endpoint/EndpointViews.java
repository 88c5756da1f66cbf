package com.in2peta.inference.endpoint;

import com.in2peta.inference.api.Endpoints.EndpointView;
import com.in2peta.inference.api.Endpoints.HostView;
import com.in2peta.inference.domain.Hosting.Wanted;
import com.in2peta.inference.domain.Provider.Access;
import com.in2peta.inference.domain.StoredEndpoint;
import com.in2peta.inference.domain.StoredHosting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Endpoints as their owners see them, without what is secret. */
@ApplicationScoped
class EndpointViews {

    @Inject
    AccessSeal seal;

    EndpointView view(StoredEndpoint stored) {
        return new EndpointView(
                stored.id(),
                stored.provider(),
                stored.name(),
                seal.open(stored).map(Access::url),
                stored.region(),
                stored.createdAt(),
                stored.hosting().map(hosting -> host(hosting, seal.openWanted(stored))));
    }

    private static HostView host(StoredHosting hosting, Wanted wanted) {
        return new HostView(
                wanted.image(),
                wanted.gpu(),
                wanted.minReplicas(),
                wanted.maxReplicas(),
                List.copyOf(wanted.env().keySet()),
                hosting.state().wire(),
                hosting.failure(),
                hosting.providerId());
    }
}
