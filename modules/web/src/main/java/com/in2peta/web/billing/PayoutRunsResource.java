package com.in2peta.web.billing;

import com.in2peta.billing.api.Payouts;
import com.in2peta.billing.api.Payouts.RunView;
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

/** Staff: paying out what was earned. */
@Path("v1/staff")
@ApplicationScoped
@RequiresRole(Roles.STAFF_FINANCE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PayoutRunsResource {

    public record PlanRun(@NotNull String currency, @NotNull Long leastMinor) {}

    public record DecideRun(@NotNull String decision) {}

    public record EndPayout(@NotNull String outcome) {}

    public record RunJson(
            UUID id,
            String currency,
            String status,
            long payouts,
            long amountMinor,
            UUID plannedBy,
            Instant plannedAt,
            UUID decidedBy,
            Instant decidedAt) {

        static RunJson of(RunView run) {
            return new RunJson(
                    run.id(),
                    run.currency(),
                    run.status(),
                    run.payouts(),
                    run.amountMinor(),
                    run.plannedBy().orElse(null),
                    run.plannedAt(),
                    run.decidedBy().orElse(null),
                    run.decidedAt().orElse(null));
        }
    }

    @Inject
    Payouts payouts;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    @Path("payout-runs")
    public Response plan(@NotNull @Valid PlanRun plan) {
        RunView run = payouts.plan(staff(), plan.currency(), plan.leastMinor());
        return Response.created(URI.create(config.url("/v1/staff/payout-runs/" + run.id())))
                .entity(RunJson.of(run))
                .build();
    }

    @GET
    @Path("payout-runs")
    public Page<RunJson> runs(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url("/v1/staff/payout-runs"),
                slice,
                payouts.runs(slice),
                run -> run.id().toString(),
                RunJson::of);
    }

    @GET
    @Path("payout-runs/{id}")
    public RunJson run(@PathParam("id") UUID id) {
        return RunJson.of(payouts.run(id));
    }

    @POST
    @Path("payout-runs/{id}/decision")
    public RunJson decide(@PathParam("id") UUID id, @NotNull @Valid DecideRun decide) {
        return RunJson.of(payouts.decide(staff(), id, isFirst(decide.decision(), "approved", "declined", "/decision")));
    }

    /** What finance types at the bank: whom, how much, and the reference, which is the payout's id. */
    @GET
    @Path("payout-runs/{id}/payouts")
    public Page<PayoutJson> payouts(@PathParam("id") UUID id, @QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url("/v1/staff/payout-runs/" + id + "/payouts"),
                slice,
                payouts.payoutsOf(id, slice),
                payout -> payout.id().toString(),
                PayoutJson::of);
    }

    @POST
    @Path("payouts/{id}/outcome")
    public PayoutJson end(@PathParam("id") UUID id, @NotNull @Valid EndPayout end) {
        return PayoutJson.of(payouts.end(id, isFirst(end.outcome(), "paid", "failed", "/outcome")));
    }

    private UUID staff() {
        return Requests.requireCaller(request).personId();
    }

    private static boolean isFirst(String value, String first, String second, String pointer) {
        if (!value.equals(first) && !value.equals(second)) {
            throw Requests.invalid(pointer, "It is %s or %s.".formatted(first, second));
        }
        return value.equals(first);
    }
}
