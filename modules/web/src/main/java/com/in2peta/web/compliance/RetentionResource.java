package com.in2peta.web.compliance;

import com.in2peta.compliance.api.Retention;
import com.in2peta.compliance.api.Retention.RunView;
import com.in2peta.identity.api.Roles;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.web.api.Requests;
import com.in2peta.web.api.WebConfig;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Staff: dropping ended data on demand. */
@Path("v1/staff/retention-runs")
@ApplicationScoped
@RequiresRole({Roles.STAFF_OPERATIONS, Roles.STAFF_COMPLIANCE})
@Produces(MediaType.APPLICATION_JSON)
public class RetentionResource {

    public record RetentionRunView(
            UUID id, String state, Instant startedAt, Instant endedAt, int unitsMade, int unitsDropped) {

        static RetentionRunView of(RunView run) {
            return new RetentionRunView(
                    run.id(),
                    run.state(),
                    run.startedAt(),
                    run.endedAt().orElse(null),
                    run.unitsMade(),
                    run.unitsDropped());
        }
    }

    @Inject
    Retention retention;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    @Consumes(MediaType.WILDCARD)
    public Response start() {
        RunView run =
                retention.start(Optional.of(Requests.requireCaller(request).personId()));
        return Response.accepted(RetentionRunView.of(run))
                .location(URI.create(config.url("/v1/staff/retention-runs/" + run.id())))
                .build();
    }

    @GET
    @Path("{id}")
    public RetentionRunView get(@PathParam("id") UUID id) {
        return retention
                .find(id)
                .map(RetentionRunView::of)
                .orElseThrow(() -> DomainException.notFound("retention run"));
    }
}
