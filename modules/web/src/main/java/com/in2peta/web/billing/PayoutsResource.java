package com.in2peta.web.billing;

import com.in2peta.billing.api.Payouts;
import com.in2peta.billing.api.Payouts.PayeeView;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** How the caller is paid, and what was. */
@Path("v1/payouts")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PayoutsResource {

    public record PayTo(@NotNull String provider, @NotNull String country) {}

    public record PayeeJson(String provider, String country, boolean ready) {

        static PayeeJson of(PayeeView payee) {
            return new PayeeJson(payee.provider(), payee.country(), payee.ready());
        }
    }

    @Inject
    Payouts payouts;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @GET
    public Page<PayoutJson> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url("/v1/payouts"),
                slice,
                payouts.payouts(Requests.requireCaller(request), slice),
                payout -> payout.id().toString(),
                PayoutJson::of);
    }

    @GET
    @Path("payee")
    public PayeeJson payee() {
        return PayeeJson.of(payouts.payee(Requests.requireCaller(request)));
    }

    @PUT
    @Path("payee")
    public PayeeJson payTo(@NotNull @Valid PayTo payTo) {
        return PayeeJson.of(payouts.payTo(Requests.requireCaller(request), payTo.provider(), payTo.country()));
    }
}
