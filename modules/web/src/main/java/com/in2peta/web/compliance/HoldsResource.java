package com.in2peta.web.compliance;

import com.in2peta.compliance.api.LegalHolds;
import com.in2peta.compliance.api.LegalHolds.HoldView;
import com.in2peta.compliance.api.LegalHolds.NewHold;
import com.in2peta.identity.api.Roles;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Staff: what must not be deleted. */
@Path("v1/staff/holds")
@ApplicationScoped
@RequiresRole(Roles.STAFF_COMPLIANCE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class HoldsResource {

    public record OpenHold(
            UUID organizationId,
            String table,
            String startsAt,
            String endsAt,
            @NotNull String reason,
            @NotNull String instrument,
            @NotNull String reviewBy) {}

    public record LegalHoldView(
            UUID id,
            UUID organizationId,
            String table,
            Instant startsAt,
            Instant endsAt,
            String reason,
            String instrument,
            Instant reviewBy,
            String state,
            UUID openedBy,
            Instant openedAt,
            UUID approvedBy,
            UUID releaseAskedBy,
            UUID releasedBy) {

        static LegalHoldView of(HoldView view) {
            NewHold hold = view.hold();
            return new LegalHoldView(
                    view.id(),
                    hold.organizationId().orElse(null),
                    hold.table().orElse(null),
                    hold.starts().orElse(null),
                    hold.ends().orElse(null),
                    hold.reason(),
                    hold.instrument(),
                    hold.reviewBy(),
                    view.state(),
                    view.openedBy(),
                    view.openedAt(),
                    view.approvedBy().orElse(null),
                    view.releaseAskedBy().orElse(null),
                    view.releasedBy().orElse(null));
        }
    }

    @Inject
    LegalHolds holds;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    public Response open(@NotNull @Valid OpenHold open) {
        HoldView hold = holds.open(
                new NewHold(
                        Optional.ofNullable(open.organizationId()),
                        Optional.ofNullable(open.table()),
                        Optional.ofNullable(open.startsAt()).map(text -> time("/starts_at", text)),
                        Optional.ofNullable(open.endsAt()).map(text -> time("/ends_at", text)),
                        open.reason(),
                        open.instrument(),
                        time("/review_by", open.reviewBy())),
                person());
        return Response.created(URI.create(config.url("/v1/staff/holds/" + hold.id())))
                .entity(LegalHoldView.of(hold))
                .build();
    }

    @GET
    public Page<LegalHoldView> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url("/v1/staff/holds"),
                slice,
                holds.list(slice),
                hold -> hold.id().toString(),
                LegalHoldView::of);
    }

    @GET
    @Path("{id}")
    public LegalHoldView get(@PathParam("id") UUID id) {
        return holds.find(id).map(LegalHoldView::of).orElseThrow(() -> DomainException.notFound("hold"));
    }

    @POST
    @Path("{id}/approval")
    @Consumes(MediaType.WILDCARD)
    public LegalHoldView approve(@PathParam("id") UUID id) {
        return LegalHoldView.of(holds.approve(id, person()));
    }

    @POST
    @Path("{id}/release")
    @Consumes(MediaType.WILDCARD)
    public LegalHoldView release(@PathParam("id") UUID id) {
        return LegalHoldView.of(holds.release(id, person()));
    }

    private UUID person() {
        return Requests.requireCaller(request).personId();
    }

    private static Instant time(String pointer, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw Requests.invalid(pointer, "It is a time in UTC, such as 2026-11-23T12:00:00Z.");
        }
    }
}
