package com.in2peta.web.models;

import com.in2peta.identity.api.Accounts;
import com.in2peta.identity.api.Caller;
import com.in2peta.identity.api.Roles;
import com.in2peta.kernel.page.Slice;
import com.in2peta.models.api.Deployments;
import com.in2peta.models.api.Deployments.Configuration;
import com.in2peta.models.api.Deployments.DeploymentChange;
import com.in2peta.models.api.Deployments.DeploymentView;
import com.in2peta.models.api.Deployments.NewDeployment;
import com.in2peta.models.api.Deployments.Release;
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
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Deployments, in the form of Replicate's API; like there, a create answers 200. */
@Path("v1/deployments")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DeploymentsResource {

    public record CreateDeployment(
            @NotNull String name,
            @NotNull String model,
            @NotNull String version,
            @NotNull String hardware,
            @NotNull Integer minInstances,
            @NotNull Integer maxInstances) {}

    public record ChangeDeployment(String version, String hardware, Integer minInstances, Integer maxInstances) {

        boolean isEmpty() {
            return version == null && hardware == null && minInstances == null && maxInstances == null;
        }
    }

    public record DeploymentJson(String owner, String name, ReleaseJson currentRelease) {}

    public record ReleaseJson(
            int number,
            String model,
            String version,
            Instant createdAt,
            CreatorJson createdBy,
            Configuration configuration) {}

    /** The name is that of the caller alone: nobody else's is opened. */
    public record CreatorJson(String type, String username, String name, String avatarUrl, String githubUrl) {}

    @Inject
    Deployments deployments;

    @Inject
    Accounts accounts;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    public DeploymentJson create(@NotNull @Valid CreateDeployment create) {
        Caller caller = Requests.requireCaller(request);
        NewDeployment wanted = new NewDeployment(
                create.name(),
                create.model(),
                create.version(),
                new Configuration(create.hardware(), create.minInstances(), create.maxInstances()));
        return json(caller, deployments.create(caller, wanted));
    }

    @GET
    public Page<DeploymentJson> list(@QueryParam("cursor") String cursor) {
        Caller caller = Requests.requireCaller(request);
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url("/v1/deployments"),
                slice,
                deployments.list(caller, slice),
                deployment -> deployment.id().toString(),
                deployment -> json(caller, deployment));
    }

    @GET
    @Path("{owner}/{name}")
    public DeploymentJson get(@PathParam("owner") String owner, @PathParam("name") String name) {
        Caller caller = Requests.requireCaller(request);
        return json(caller, deployments.get(caller, owner, name));
    }

    @PATCH
    @Path("{owner}/{name}")
    public DeploymentJson change(
            @PathParam("owner") String owner, @PathParam("name") String name, @NotNull @Valid ChangeDeployment change) {
        if (change.isEmpty()) {
            throw Requests.invalid("", "must have version, hardware, min_instances or max_instances");
        }
        Caller caller = Requests.requireCaller(request);
        DeploymentChange wanted = new DeploymentChange(
                Optional.ofNullable(change.version()),
                Optional.ofNullable(change.hardware()),
                optional(change.minInstances()),
                optional(change.maxInstances()));
        return json(caller, deployments.change(caller, owner, name, wanted));
    }

    @DELETE
    @Path("{owner}/{name}")
    public void delete(@PathParam("owner") String owner, @PathParam("name") String name) {
        deployments.delete(Requests.requireCaller(request), owner, name);
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private DeploymentJson json(Caller caller, DeploymentView deployment) {
        Release release = deployment.currentRelease();
        boolean own = release.createdBy().equals(caller.personId());
        return new DeploymentJson(
                deployment.owner(),
                deployment.name(),
                new ReleaseJson(
                        release.number(),
                        release.model(),
                        release.versionId(),
                        release.createdAt(),
                        new CreatorJson("user", deployment.owner(), own ? accounts.name(caller) : null, null, null),
                        release.configuration()));
    }
}
