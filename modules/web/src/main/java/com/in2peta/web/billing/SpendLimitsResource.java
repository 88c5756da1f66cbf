package com.in2peta.web.billing;

import com.in2peta.billing.api.SpendLimits;
import com.in2peta.billing.api.SpendLimits.LimitView;
import com.in2peta.billing.api.SpendLimits.NewLimit;
import com.in2peta.identity.api.Caller;
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
import java.util.Optional;
import java.util.UUID;

/** What may be spent in a day or a month. */
@Path("v1/billing/limits")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SpendLimitsResource {

    /** Of the whole account when no key is named; hard unless it says otherwise. */
    public record CreateLimit(
            UUID apiKeyId,
            @NotNull String currency,
            @NotNull String period,
            @NotNull Long mostMicros,
            Boolean hard) {}

    public record ChangeLimit(@NotNull Long mostMicros) {}

    public record LimitJson(
            UUID id,
            UUID apiKeyId,
            String currency,
            String period,
            long mostMicros,
            boolean hard,
            long spentMicros,
            long reservedMicros,
            Instant periodStartsAt,
            Instant createdAt) {

        static LimitJson of(LimitView view) {
            NewLimit limit = view.limit();
            return new LimitJson(
                    view.id(),
                    limit.apiKeyId().orElse(null),
                    limit.currency(),
                    limit.period(),
                    limit.mostMicros(),
                    limit.hard(),
                    view.spentMicros(),
                    view.reservedMicros(),
                    view.startsAt(),
                    view.createdAt());
        }
    }

    @Inject
    SpendLimits limits;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    public Response create(@NotNull @Valid CreateLimit create) {
        LimitView limit = limits.create(
                caller(),
                new NewLimit(
                        Optional.ofNullable(create.apiKeyId()),
                        create.currency(),
                        create.period(),
                        create.mostMicros(),
                        create.hard() == null || create.hard()));
        return Response.created(URI.create(config.url("/v1/billing/limits/" + limit.id())))
                .entity(LimitJson.of(limit))
                .build();
    }

    @GET
    public Page<LimitJson> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url("/v1/billing/limits"),
                slice,
                limits.list(caller(), slice),
                limit -> limit.id().toString(),
                LimitJson::of);
    }

    @GET
    @Path("{id}")
    public LimitJson get(@PathParam("id") UUID id) {
        return LimitJson.of(limits.get(caller(), id));
    }

    @PATCH
    @Path("{id}")
    public LimitJson change(@PathParam("id") UUID id, @NotNull @Valid ChangeLimit change) {
        return LimitJson.of(limits.change(caller(), id, change.mostMicros()));
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") UUID id) {
        limits.delete(caller(), id);
    }

    private Caller caller() {
        return Requests.requireCaller(request);
    }
}
