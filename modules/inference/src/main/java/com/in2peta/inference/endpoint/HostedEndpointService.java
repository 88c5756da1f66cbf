package com.in2peta.inference.endpoint;

import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.Endpoints.EndpointView;
import com.in2peta.inference.api.HostedEndpoints;
import com.in2peta.inference.domain.Hosting.Wanted;
import com.in2peta.inference.domain.StoredEndpoint;
import com.in2peta.inference.domain.StoredHosting;
import com.in2peta.inference.provider.Providers;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What model owners can want of endpoints that the platform makes. */
@ApplicationScoped
class HostedEndpointService implements HostedEndpoints {

    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    EndpointRecords records;

    @Inject
    EndpointViews views;

    @Inject
    AccessSeal seal;

    @Inject
    Providers providers;

    @Inject
    Clock clock;

    @Override
    public EndpointView host(Caller caller, NewHost host) {
        List<Violation> violations = new ArrayList<>();
        if (providers.hosting(host.provider()).isEmpty()) {
            violations.add(new Violation("/provider", "must be a provider at which the platform makes endpoints"));
        }
        if (!EndpointService.NAME.matcher(host.name()).matches()) {
            violations.add(new Violation("/name", EndpointService.NAME_RULE));
        }
        Wanted wanted =
                new Wanted(host.image(), host.gpu(), host.minReplicas(), host.maxReplicas(), host.env(), secret());
        violations.addAll(HostRules.problems(wanted, host.region()));
        refuse(violations);
        UUID id = Ids.next(clock);
        StoredEndpoint stored = new StoredEndpoint(
                id,
                caller.organizationId(),
                host.provider(),
                host.name(),
                host.region(),
                Optional.empty(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Optional.of(StoredHosting.wanted(seal.seal(caller.organizationId(), id, wanted))));
        records.add(stored);
        return views.view(stored);
    }

    @Override
    public EndpointView change(Caller caller, UUID id, HostChange change) {
        StoredEndpoint stored = hosted(caller, id);
        Wanted old = seal.openWanted(stored);
        Wanted wanted = new Wanted(
                change.image().orElse(old.image()),
                change.gpu().orElse(old.gpu()),
                change.minReplicas().orElse(old.minReplicas()),
                change.maxReplicas().orElse(old.maxReplicas()),
                change.env().orElse(old.env()),
                old.secret());
        Optional<String> region = change.region().or(stored::region);
        refuse(HostRules.problems(wanted, region));
        StoredHosting hosting = stored.hosting().orElseThrow();
        return changed(
                stored.with(region, hosting.wanting(seal.seal(caller.organizationId(), id, wanted), hosting.paused())));
    }

    @Override
    public EndpointView pause(Caller caller, UUID id, boolean pause) {
        StoredEndpoint stored = hosted(caller, id);
        StoredHosting hosting = stored.hosting().orElseThrow();
        return hosting.paused() == pause
                ? views.view(stored)
                : changed(stored.with(stored.region(), hosting.wanting(hosting.wanted(), pause)));
    }

    private EndpointView changed(StoredEndpoint endpoint) {
        records.change(endpoint);
        return views.view(endpoint);
    }

    private StoredEndpoint hosted(Caller caller, UUID id) {
        StoredEndpoint stored = records.get(caller.organizationId(), id);
        if (stored.hosting().isEmpty()) {
            throw new DomainException(ProblemType.CONFLICT, "The endpoint is not made by the platform.");
        }
        if (stored.hosting().get().deleting()) {
            throw new DomainException(ProblemType.CONFLICT, "The endpoint is being deleted.");
        }
        return stored;
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new DomainException(ProblemType.INVALID_REQUEST, "The endpoint is invalid.", violations);
        }
    }

    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
