package com.in2peta.web.inference;

import com.in2peta.identity.api.Caller;
import com.in2peta.identity.api.Roles;
import com.in2peta.models.api.Deployments;
import com.in2peta.models.api.Deployments.Release;
import com.in2peta.web.api.Requests;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** Runs the version of a deployment's current release. */
@Path("v1/deployments/{owner}/{name}/predictions")
@RequestScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DeploymentPredictionsResource {

    @Inject
    Deployments deployments;

    @Inject
    PredictionCreation creation;

    @Inject
    HttpServletRequest request;

    @POST
    public void create(
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @NotNull CreateBody body,
            @HeaderParam("Prefer") String prefer,
            @Context HttpHeaders headers,
            @Suspended AsyncResponse response) {
        if (body.version() != null) {
            throw Requests.invalid("/version", "is not a known field");
        }
        Caller caller = Requests.requireCaller(request);
        Release release = deployments.toRun(caller, owner, name);
        String version = release.model() + ":" + release.versionId();
        creation.create(
                caller,
                body.wish(version, headers).through(owner + "/" + name, version),
                Prefer.waiting(prefer),
                response);
    }
}
