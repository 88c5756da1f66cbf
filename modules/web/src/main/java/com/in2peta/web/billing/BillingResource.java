package com.in2peta.web.billing;

import com.in2peta.billing.api.Balances;
import com.in2peta.billing.api.Balances.Movement;
import com.in2peta.billing.api.CreditPurchases;
import com.in2peta.billing.api.CreditPurchases.CheckoutResult;
import com.in2peta.billing.api.CreditPurchases.OrderView;
import com.in2peta.billing.api.CreditPurchases.Pack;
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
import java.util.List;
import java.util.UUID;

/** Credits: what can be bought, buying it, what is left and where it went. */
@Path("v1/billing")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class BillingResource {

    public record PackView(String id, long amountMinor, String currency, long creditMicros) {

        static PackView of(Pack pack) {
            return new PackView(pack.id(), pack.amountMinor(), pack.currency(), pack.creditMicros());
        }
    }

    public record CreateOrder(@NotNull String pack) {}

    public record ConfirmPayment(
            @NotNull String razorpayOrderId,
            @NotNull String razorpayPaymentId,
            @NotNull String razorpaySignature) {}

    public record CreditOrderView(
            UUID id,
            String pack,
            long amountMinor,
            String currency,
            long creditMicros,
            String status,
            String razorpayKeyId,
            String razorpayOrderId,
            String razorpayPaymentId,
            Instant createdAt,
            Instant paidAt) {

        static CreditOrderView of(OrderView order) {
            return new CreditOrderView(
                    order.id(),
                    order.pack(),
                    order.amountMinor(),
                    order.currency(),
                    order.creditMicros(),
                    order.status(),
                    order.razorpayKeyId(),
                    order.razorpayOrderId().orElse(null),
                    order.razorpayPaymentId().orElse(null),
                    order.createdAt(),
                    order.paidAt().orElse(null));
        }
    }

    public record BalanceView(String currency, long postedMicros, long heldMicros, long availableMicros) {}

    public record BalancesView(List<BalanceView> balances) {}

    public record TransactionView(
            UUID id, String kind, long amountMicros, String currency, UUID reference, Instant createdAt) {

        static TransactionView of(Movement movement) {
            return new TransactionView(
                    movement.id(),
                    movement.kind(),
                    movement.amountMicros(),
                    movement.currency(),
                    movement.reference(),
                    movement.createdAt());
        }
    }

    @Inject
    CreditPurchases purchases;

    @Inject
    Balances balances;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @GET
    @Path("packs")
    public Page<PackView> packs() {
        return new Page<>(
                null, null, purchases.packs().stream().map(PackView::of).toList());
    }

    @POST
    @Path("orders")
    public Response order(@NotNull @Valid CreateOrder create) {
        OrderView order = purchases.order(Requests.requireCaller(request), create.pack());
        return Response.created(URI.create(config.url("/v1/billing/orders/" + order.id())))
                .entity(CreditOrderView.of(order))
                .build();
    }

    @GET
    @Path("orders")
    public Page<CreditOrderView> orders(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        var rows = purchases.list(Requests.requireCaller(request), slice);
        return Page.of(
                config.url("/v1/billing/orders"),
                slice,
                rows,
                order -> order.id().toString(),
                CreditOrderView::of);
    }

    @GET
    @Path("orders/{id}")
    public CreditOrderView order(@PathParam("id") UUID id) {
        return CreditOrderView.of(purchases.get(Requests.requireCaller(request), id));
    }

    @POST
    @Path("orders/{id}/payment")
    public CreditOrderView confirm(@PathParam("id") UUID id, @NotNull @Valid ConfirmPayment payment) {
        return CreditOrderView.of(purchases.confirm(
                Requests.requireCaller(request),
                id,
                new CheckoutResult(
                        payment.razorpayOrderId(), payment.razorpayPaymentId(), payment.razorpaySignature())));
    }

    @GET
    @Path("balance")
    public BalancesView balance() {
        return new BalancesView(balances.balances(Requests.requireCaller(request)).stream()
                .map(b -> new BalanceView(b.currency(), b.postedMicros(), b.heldMicros(), b.availableMicros()))
                .toList());
    }

    @GET
    @Path("transactions")
    public Page<TransactionView> transactions(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        var rows = balances.movements(Requests.requireCaller(request), slice);
        return Page.of(
                config.url("/v1/billing/transactions"),
                slice,
                rows,
                movement -> movement.id().toString(),
                TransactionView::of);
    }
}
