package com.in2peta.web.billing;

import com.in2peta.billing.api.Refunds;
import com.in2peta.billing.api.Refunds.RefundView;
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
import java.util.OptionalLong;
import java.util.UUID;

/** Staff: money that goes back. */
@Path("v1/staff/refunds")
@ApplicationScoped
@RequiresRole(Roles.STAFF_FINANCE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RefundsResource {

    private static final String APPROVED = "approved";
    private static final String DECLINED = "declined";

    /** All that is left of the order when there is no amount. */
    public record AskRefund(
            @NotNull UUID orderId,
            Long amountMinor,
            @NotNull String reason) {}

    public record DecideRefund(@NotNull String decision) {}

    public record RefundJson(
            UUID id,
            UUID organizationId,
            UUID orderId,
            long amountMinor,
            String currency,
            long creditMicros,
            String reason,
            String status,
            UUID askedBy,
            Instant askedAt,
            UUID decidedBy,
            Instant decidedAt,
            String razorpayRefundId,
            Instant endedAt) {

        static RefundJson of(RefundView refund) {
            return new RefundJson(
                    refund.id(),
                    refund.organizationId(),
                    refund.orderId(),
                    refund.amountMinor(),
                    refund.currency(),
                    refund.creditMicros(),
                    refund.reason(),
                    refund.status(),
                    refund.askedBy().orElse(null),
                    refund.askedAt(),
                    refund.decidedBy().orElse(null),
                    refund.decidedAt().orElse(null),
                    refund.razorpayRefundId().orElse(null),
                    refund.endedAt().orElse(null));
        }
    }

    @Inject
    Refunds refunds;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    public Response ask(@NotNull @Valid AskRefund ask) {
        RefundView refund = refunds.ask(
                staff(),
                ask.orderId(),
                ask.amountMinor() == null ? OptionalLong.empty() : OptionalLong.of(ask.amountMinor()),
                ask.reason());
        return Response.created(URI.create(config.url("/v1/staff/refunds/" + refund.id())))
                .entity(RefundJson.of(refund))
                .build();
    }

    @GET
    public Page<RefundJson> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url("/v1/staff/refunds"),
                slice,
                refunds.list(slice),
                refund -> refund.id().toString(),
                RefundJson::of);
    }

    @GET
    @Path("{id}")
    public RefundJson get(@PathParam("id") UUID id) {
        return RefundJson.of(refunds.get(staff(), id));
    }

    @POST
    @Path("{id}/decision")
    public RefundJson decide(@PathParam("id") UUID id, @NotNull @Valid DecideRefund decide) {
        if (!decide.decision().equals(APPROVED) && !decide.decision().equals(DECLINED)) {
            throw Requests.invalid("/decision", "It is approved or declined.");
        }
        return RefundJson.of(refunds.decide(staff(), id, decide.decision().equals(APPROVED)));
    }

    private UUID staff() {
        return Requests.requireCaller(request).personId();
    }
}
