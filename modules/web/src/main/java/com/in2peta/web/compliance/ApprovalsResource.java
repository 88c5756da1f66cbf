package com.in2peta.web.compliance;

import com.in2peta.compliance.api.Approvals;
import com.in2peta.compliance.api.Approvals.ApprovalView;
import com.in2peta.identity.api.Caller;
import com.in2peta.identity.api.Roles;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
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
import java.util.UUID;

/** Staff: what waits for a second person. */
@Path("v1/staff/approvals")
@ApplicationScoped
@RequiresRole({Roles.STAFF_OPERATIONS, Roles.STAFF_COMPLIANCE})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ApprovalsResource {

    public record Decide(@NotNull String decision, @NotNull String reason) {}

    public record ApprovalJson(
            UUID id,
            UUID object,
            String action,
            String planSha256,
            UUID askedBy,
            Instant askedAt,
            Instant expiresAt,
            UUID decidedBy,
            String decision,
            String reason,
            Instant decidedAt) {

        static ApprovalJson of(ApprovalView approval) {
            return new ApprovalJson(
                    approval.id(),
                    approval.object(),
                    approval.action(),
                    approval.planSha256(),
                    approval.askedBy(),
                    approval.askedAt(),
                    approval.expiresAt(),
                    approval.decidedBy().orElse(null),
                    approval.decision().orElse(null),
                    approval.reason().orElse(null),
                    approval.decidedAt().orElse(null));
        }
    }

    @Inject
    Approvals approvals;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @GET
    public Page<ApprovalJson> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url("/v1/staff/approvals"),
                slice,
                approvals.list(slice),
                row -> row.id().toString(),
                ApprovalJson::of);
    }

    @GET
    @Path("{id}")
    public ApprovalJson get(@PathParam("id") String id) {
        return ApprovalJson.of(approvals.find(PathIds.of(id)));
    }

    @POST
    @Path("{id}/decision")
    public ApprovalJson decide(@PathParam("id") String id, @NotNull @Valid Decide decision) {
        Caller staff = Requests.requireCaller(request);
        UUID approval = PathIds.of(id);
        if (approvals.isAboutPeople(approval) && !staff.roles().contains(Roles.STAFF_COMPLIANCE)) {
            throw new DomainException(ProblemType.FORBIDDEN, "This is for staff that answers for privacy.");
        }
        return ApprovalJson.of(approvals.decide(staff.personId(), approval, decision.decision(), decision.reason()));
    }
}
