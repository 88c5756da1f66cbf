package com.in2peta.web.inference;

import com.in2peta.identity.api.Caller;
import com.in2peta.identity.api.Roles;
import com.in2peta.inference.api.Endpoints;
import com.in2peta.inference.api.Endpoints.EndpointView;
import com.in2peta.inference.api.Endpoints.HealthView;
import com.in2peta.inference.api.Endpoints.HostView;
import com.in2peta.inference.api.Endpoints.NewEndpoint;
import com.in2peta.inference.api.HostedEndpoints;
import com.in2peta.inference.api.HostedEndpoints.HostChange;
import com.in2peta.inference.api.HostedEndpoints.NewHost;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.web.api.Page;
import com.in2peta.web.api.Requests;
import com.in2peta.web.api.WebConfig;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Places of the caller's at providers, which the targets of his versions can name. */
@Path("v1/endpoints")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class EndpointsResource {

    private static final String PATH = "/v1/endpoints";

    /** Either a place that is there, with {@code url}, or one to be made, with {@code image}. */
    public record AddEndpoint(
            @NotNull String provider,
            @NotNull String name,
            String url,
            String region,
            String key,
            String secret,
            String image,
            String gpu,
            Integer minReplicas,
            Integer maxReplicas,
            Map<String, String> env) {

        boolean isBoth() {
            boolean registers = url != null || key != null || secret != null;
            boolean hosts = image != null || gpu != null || minReplicas != null || maxReplicas != null || env != null;
            return registers && hosts;
        }
    }

    public record ChangeEndpoint(
            String image,
            String gpu,
            String region,
            Integer minReplicas,
            Integer maxReplicas,
            Map<String, String> env) {

        boolean isEmpty() {
            return image == null
                    && gpu == null
                    && region == null
                    && minReplicas == null
                    && maxReplicas == null
                    && env == null;
        }
    }

    /** What is wanted of one that the platform makes, and how far it is. */
    public record HostJson(
            String image,
            String gpu,
            int minReplicas,
            int maxReplicas,
            List<String> env,
            String state,
            String error,
            String providerId) {

        static HostJson of(HostView host) {
            return new HostJson(
                    host.image(),
                    host.gpu(),
                    host.minReplicas(),
                    host.maxReplicas(),
                    host.env(),
                    host.state(),
                    host.error().orElse(null),
                    host.providerId().orElse(null));
        }
    }

    /** Without its keys. */
    public record EndpointJson(
            UUID id, String provider, String name, URI url, String region, Instant createdAt, HostJson host) {

        static EndpointJson of(EndpointView endpoint) {
            return new EndpointJson(
                    endpoint.id(),
                    endpoint.provider(),
                    endpoint.name(),
                    endpoint.url().orElse(null),
                    endpoint.region().orElse(null),
                    endpoint.createdAt(),
                    endpoint.host().map(HostJson::of).orElse(null));
        }
    }

    /** What the provider does not tell is null. */
    public record HealthJson(Boolean ready, Integer queued, Integer running) {

        static HealthJson of(HealthView health) {
            return new HealthJson(
                    health.ready().orElse(null),
                    health.queued().isPresent() ? health.queued().getAsInt() : null,
                    health.running().isPresent() ? health.running().getAsInt() : null);
        }
    }

    @Inject
    Endpoints endpoints;

    @Inject
    HostedEndpoints hosted;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    public Response add(@NotNull @Valid AddEndpoint add) {
        if (add.isBoth()) {
            throw Requests.invalid("", "must have url, key and secret, or image, gpu, replicas and env, and not both");
        }
        Caller caller = Requests.requireCaller(request);
        EndpointView made = add.image() == null ? register(caller, add) : host(caller, add);
        return Response.created(URI.create(config.url(PATH + "/" + made.id())))
                .entity(EndpointJson.of(made))
                .build();
    }

    private EndpointView register(Caller caller, AddEndpoint add) {
        if (add.url() == null) {
            throw Requests.invalid("/url", "must be there, or an image");
        }
        return endpoints.add(
                caller,
                new NewEndpoint(
                        add.provider(),
                        add.name(),
                        url(add.url()),
                        Optional.ofNullable(add.region()),
                        Optional.ofNullable(add.key()),
                        Optional.ofNullable(add.secret())));
    }

    private EndpointView host(Caller caller, AddEndpoint add) {
        if (add.gpu() == null) {
            throw Requests.invalid("/gpu", "must be there");
        }
        return hosted.host(
                caller,
                new NewHost(
                        add.provider(),
                        add.name(),
                        add.image(),
                        add.gpu(),
                        Optional.ofNullable(add.region()),
                        add.minReplicas() == null ? 0 : add.minReplicas(),
                        add.maxReplicas() == null ? 1 : add.maxReplicas(),
                        add.env() == null ? Map.of() : add.env()));
    }

    @GET
    public Page<EndpointJson> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url(PATH),
                slice,
                endpoints.list(Requests.requireCaller(request), slice),
                endpoint -> endpoint.id().toString(),
                EndpointJson::of);
    }

    @GET
    @Path("{id}")
    public EndpointJson get(@PathParam("id") String id) {
        return EndpointJson.of(endpoints.get(Requests.requireCaller(request), id(id)));
    }

    @GET
    @Path("{id}/health")
    public HealthJson health(@PathParam("id") String id) {
        return HealthJson.of(endpoints.health(Requests.requireCaller(request), id(id)));
    }

    @PATCH
    @Path("{id}")
    public EndpointJson change(@PathParam("id") String id, @NotNull @Valid ChangeEndpoint change) {
        if (change.isEmpty()) {
            throw Requests.invalid("", "must have image, gpu, region, min_replicas, max_replicas or env");
        }
        HostChange wanted = new HostChange(
                Optional.ofNullable(change.image()),
                Optional.ofNullable(change.gpu()),
                Optional.ofNullable(change.region()),
                optional(change.minReplicas()),
                optional(change.maxReplicas()),
                Optional.ofNullable(change.env()));
        return EndpointJson.of(hosted.change(Requests.requireCaller(request), id(id), wanted));
    }

    @POST
    @Path("{id}/pause")
    @Consumes(MediaType.WILDCARD)
    public EndpointJson pause(@PathParam("id") String id) {
        return EndpointJson.of(hosted.pause(Requests.requireCaller(request), id(id), true));
    }

    @POST
    @Path("{id}/resume")
    @Consumes(MediaType.WILDCARD)
    public EndpointJson resume(@PathParam("id") String id) {
        return EndpointJson.of(hosted.pause(Requests.requireCaller(request), id(id), false));
    }

    /** One that the platform makes is there until the provider has removed it. */
    @DELETE
    @Path("{id}")
    @Consumes(MediaType.WILDCARD)
    public Response remove(@PathParam("id") String id) {
        return endpoints
                .remove(Requests.requireCaller(request), id(id))
                .map(going -> Response.accepted(EndpointJson.of(going)).build())
                .orElseGet(() -> Response.noContent().build());
    }

    private static UUID id(String text) {
        if (!Ids.isText(text)) {
            throw DomainException.notFound("endpoint");
        }
        return UUID.fromString(text);
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static URI url(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw Requests.invalid("/url", "must be a URL");
        }
    }
}
