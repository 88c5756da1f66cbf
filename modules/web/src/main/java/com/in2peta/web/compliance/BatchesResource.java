package com.in2peta.web.compliance;

import com.in2peta.compliance.api.Jobs;
import com.in2peta.compliance.api.Jobs.RunView;
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
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Staff: batch jobs on demand, and what became of them. */
@Path("v1/staff/batches")
@ApplicationScoped
@RequiresRole({Roles.STAFF_OPERATIONS, Roles.STAFF_COMPLIANCE})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class BatchesResource {

    public record StartBatch(@NotNull String job, Boolean dryRun, UUID subject) {}

    public record BatchView(
            UUID id,
            String job,
            UUID subject,
            boolean dryRun,
            UUID requestedBy,
            String state,
            String exitStatus,
            Map<String, Long> counts,
            Instant startedAt,
            Instant endedAt) {

        static BatchView of(RunView run) {
            return new BatchView(
                    run.id(),
                    run.job(),
                    run.subject().orElse(null),
                    run.dryRun(),
                    run.requestedBy().orElse(null),
                    run.state(),
                    run.exitStatus().orElse(null),
                    run.counts(),
                    run.startedAt(),
                    run.endedAt().orElse(null));
        }
    }

    @Inject
    Jobs jobs;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    public Response start(@NotNull @Valid StartBatch start) {
        return accepted(jobs.start(
                start.job(),
                Optional.ofNullable(start.subject()),
                Boolean.TRUE.equals(start.dryRun()),
                Optional.of(Requests.requireCaller(request).personId())));
    }

    @GET
    public Page<BatchView> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url("/v1/staff/batches"),
                slice,
                jobs.list(slice),
                run -> run.id().toString(),
                BatchView::of);
    }

    @GET
    @Path("{id}")
    public BatchView get(@PathParam("id") UUID id) {
        return jobs.find(id).map(BatchView::of).orElseThrow(() -> DomainException.notFound("run"));
    }

    @POST
    @Path("{id}/stop")
    @Consumes(MediaType.WILDCARD)
    public Response stop(@PathParam("id") UUID id) {
        return accepted(jobs.stop(id));
    }

    @POST
    @Path("{id}/resume")
    @Consumes(MediaType.WILDCARD)
    public Response resume(@PathParam("id") UUID id) {
        return accepted(jobs.resume(id));
    }

    private Response accepted(RunView run) {
        return Response.accepted(BatchView.of(run))
                .location(URI.create(config.url("/v1/staff/batches/" + run.id())))
                .build();
    }
}
