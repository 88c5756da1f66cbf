package com.in2peta.web.identity;

import com.in2peta.identity.api.ApiKeys;
import com.in2peta.identity.api.ApiKeys.KeyView;
import com.in2peta.identity.api.ApiKeys.NewKey;
import com.in2peta.identity.api.Roles;
import com.in2peta.kernel.page.Slice;
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
import java.util.UUID;

/** API keys of the caller's organization. */
@Path("v1/api-keys")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ApiKeysResource {

    public record CreateApiKey(@NotNull String name) {}

    public record ApiKeyView(
            UUID id,
            String name,
            String prefix,
            String lastFour,
            Instant createdAt,
            Instant lastUsedAt,
            Instant revokedAt) {

        static ApiKeyView of(KeyView key) {
            return new ApiKeyView(
                    key.id(),
                    key.name(),
                    key.prefix(),
                    key.lastFour(),
                    key.createdAt(),
                    key.lastUsedAt().orElse(null),
                    key.revokedAt().orElse(null));
        }
    }

    public record CreatedApiKey(UUID id, String name, String prefix, String lastFour, Instant createdAt, String key) {}

    @Inject
    ApiKeys keys;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    public Response create(@NotNull @Valid CreateApiKey create) {
        NewKey created = keys.create(Requests.requireCaller(request), create.name());
        KeyView key = created.key();
        return Response.created(URI.create(config.url("/v1/api-keys/" + key.id())))
                .entity(new CreatedApiKey(
                        key.id(), key.name(), key.prefix(), key.lastFour(), key.createdAt(), created.secret()))
                .build();
    }

    @GET
    public Page<ApiKeyView> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        var rows = keys.list(Requests.requireCaller(request), slice);
        return Page.of(config.url("/v1/api-keys"), slice, rows, key -> key.id().toString(), ApiKeyView::of);
    }

    @DELETE
    @Path("{id}")
    public void revoke(@PathParam("id") UUID id) {
        keys.revoke(Requests.requireCaller(request), id);
    }
}
