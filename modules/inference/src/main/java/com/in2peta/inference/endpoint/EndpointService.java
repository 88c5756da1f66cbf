package com.in2peta.inference.endpoint;

import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.Endpoints;
import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.domain.Provider.Access;
import com.in2peta.inference.domain.StoredEndpoint;
import com.in2peta.inference.provider.Providers;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What model owners can do with their endpoints. */
@ApplicationScoped
class EndpointService implements Endpoints {

    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    static final Pattern REGION = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    static final String NAME_RULE = "must have 1 to 64 letters, digits, underscores or hyphens";
    static final String REGION_RULE = "must have 1 to 40 letters, digits, dots, underscores or hyphens";
    private static final Pattern CREDENTIAL = Pattern.compile("[\\x21-\\x7e]{1,500}");

    @Inject
    EndpointRecords records;

    @Inject
    AccessSeal seal;

    @Inject
    EndpointViews views;

    @Inject
    HostingLooks looks;

    @Inject
    EndpointHealth health;

    @Inject
    Providers providers;

    @Inject
    InferenceConfig config;

    @Inject
    Clock clock;

    @Override
    public EndpointView add(Caller caller, NewEndpoint endpoint) {
        check(endpoint);
        UUID id = Ids.next(clock);
        Access access = new Access(endpoint.url(), endpoint.key(), endpoint.secret());
        StoredEndpoint stored = new StoredEndpoint(
                id,
                caller.organizationId(),
                endpoint.provider(),
                endpoint.name(),
                endpoint.region(),
                Optional.of(seal.seal(caller.organizationId(), id, access)),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Optional.empty());
        records.add(stored);
        return views.view(stored);
    }

    @Override
    public List<EndpointView> list(Caller caller, Slice slice) {
        return records.list(caller.organizationId(), slice).stream()
                .map(views::view)
                .toList();
    }

    @Override
    public EndpointView get(Caller caller, UUID id) {
        StoredEndpoint stored = records.get(caller.organizationId(), id);
        return views.view(looks.look(stored) ? records.get(caller.organizationId(), id) : stored);
    }

    @Override
    public HealthView health(Caller caller, UUID id) {
        return health.of(records.get(caller.organizationId(), id));
    }

    @Override
    public Optional<EndpointView> remove(Caller caller, UUID id) {
        StoredEndpoint stored = records.get(caller.organizationId(), id);
        if (stored.hosting().isEmpty()) {
            records.remove(caller.organizationId(), id);
            return Optional.empty();
        }
        StoredEndpoint unwanted =
                stored.with(stored.region(), stored.hosting().get().unwanted());
        records.change(unwanted);
        return Optional.of(views.view(unwanted));
    }

    private void check(NewEndpoint endpoint) {
        List<Violation> violations = new ArrayList<>();
        boolean known = providers
                .find(endpoint.provider())
                .filter(provider -> provider.hasOwnersEndpoints())
                .isPresent();
        if (!known) {
            violations.add(new Violation("/provider", "must be a provider with endpoints of your own"));
        } else if (!isAt(endpoint.provider(), endpoint.url())) {
            violations.add(new Violation("/url", "must be an https URL of a host of the provider"));
        }
        if (!NAME.matcher(endpoint.name()).matches()) {
            violations.add(new Violation("/name", NAME_RULE));
        }
        if (endpoint.region()
                .filter(region -> !REGION.matcher(region).matches())
                .isPresent()) {
            violations.add(new Violation("/region", REGION_RULE));
        }
        refuseBad(endpoint.key(), "/key", violations);
        refuseBad(endpoint.secret(), "/secret", violations);
        if (!violations.isEmpty()) {
            throw new DomainException(ProblemType.INVALID_REQUEST, "The endpoint is invalid.", violations);
        }
    }

    private static void refuseBad(Optional<String> credential, String at, List<Violation> violations) {
        if (credential.filter(text -> !CREDENTIAL.matcher(text).matches()).isPresent()) {
            violations.add(new Violation(at, "must have 1 to 500 visible ASCII characters"));
        }
    }

    /** Only the provider's own hosts are called with what callers send: so no URL of a user leads anywhere else. */
    private boolean isAt(String provider, URI url) {
        String wanted = provider.equals("koyeb") ? config.koyebHost() : config.modalHost();
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        boolean tls = "https".equals(url.getScheme());
        boolean loopback = (tls || "http".equals(url.getScheme()))
                && host.equals(wanted)
                && (host.equals("127.0.0.1") || host.equals("localhost"));
        boolean https = tls && url.getPort() == -1;
        boolean rightHost = wanted.startsWith(".") ? host.endsWith(wanted) : host.equals(wanted);
        return rightHost
                && (https || loopback)
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && url.toString().length() <= Limits.WEBHOOK_URL_LENGTH;
    }
}
