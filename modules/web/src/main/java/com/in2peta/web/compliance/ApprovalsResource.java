package com.in2peta.web.compliance;

import com.in2peta.compliance.api.StaffApprovals;
import com.in2peta.compliance.api.StaffApprovals.ApprovalView;
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
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Staff: what waits for a second person. */
@Path("v1/staff/approvals")
@ApplicationScoped
@RequiresRole({Roles.STAFF_OPERATIONS, Roles.STAFF_COMPLIANCE})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ApprovalsResource {

    public record Decide(@NotNull Boolean approved, String reason) {}

    public record StaffApprovalView(
            UUID id,
            UUID object,
            String action,
            String planSha256,
            UUID askedBy,
            Instant askedAt,
            Instant expiresAt,
            String decision,
            UUID decidedBy,
            Instant decidedAt) {

        static StaffApprovalView of(ApprovalView view) {
            return new StaffApprovalView(
                    view.id(),
                    view.object(),
                    view.action(),
                    view.planSha256(),
                    view.askedBy(),
                    view.askedAt(),
                    view.expiresAt(),
                    view.decision().orElse(null),
                    view.decidedBy().orElse(null),
                    view.decidedAt().orElse(null));
        }
    }

    @Inject
    StaffApprovals approvals;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @GET
    public Page<StaffApprovalView> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url("/v1/staff/approvals"),
                slice,
                approvals.list(slice),
                approval -> approval.id().toString(),
                StaffApprovalView::of);
    }

    @POST
    @Path("{id}/decision")
    public StaffApprovalView decide(@PathParam("id") UUID id, @NotNull @Valid Decide decide) {
        return StaffApprovalView.of(approvals.decide(
                id,
                Requests.requireCaller(request).personId(),
                decide.approved(),
                Optional.ofNullable(decide.reason())));
    }
}
