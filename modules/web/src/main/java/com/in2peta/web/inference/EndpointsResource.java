package com.in2peta.web.inference;

import com.in2peta.identity.api.Roles;
import com.in2peta.inference.api.Endpoints;
import com.in2peta.inference.api.Endpoints.EndpointView;
import com.in2peta.inference.api.Endpoints.NewEndpoint;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Places of the caller's at providers, which the targets of his versions can name. */
@Path("v1/endpoints")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class EndpointsResource {

    private static final String PATH = "/v1/endpoints";

    public record AddEndpoint(
            @NotNull String provider,
            @NotNull String name,
            @NotNull String url,
            String region,
            String key,
            String secret) {}

    /** Without its keys. */
    public record EndpointJson(UUID id, String provider, String name, URI url, String region, Instant createdAt) {

        static EndpointJson of(EndpointView endpoint) {
            return new EndpointJson(
                    endpoint.id(),
                    endpoint.provider(),
                    endpoint.name(),
                    endpoint.url(),
                    endpoint.region().orElse(null),
                    endpoint.createdAt());
        }
    }

    @Inject
    Endpoints endpoints;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    public Response add(@NotNull @Valid AddEndpoint add) {
        EndpointView made = endpoints.add(
                Requests.requireCaller(request),
                new NewEndpoint(
                        add.provider(),
                        add.name(),
                        url(add.url()),
                        Optional.ofNullable(add.region()),
                        Optional.ofNullable(add.key()),
                        Optional.ofNullable(add.secret())));
        return Response.created(URI.create(config.url(PATH + "/" + made.id())))
                .entity(EndpointJson.of(made))
                .build();
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

    @DELETE
    @Path("{id}")
    @Consumes(MediaType.WILDCARD)
    public void remove(@PathParam("id") String id) {
        if (!Ids.isText(id)) {
            throw DomainException.notFound("endpoint");
        }
        endpoints.remove(Requests.requireCaller(request), UUID.fromString(id));
    }

    private static URI url(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw Requests.invalid("/url", "must be a URL");
        }
    }
}
