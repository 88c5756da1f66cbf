package com.in2peta.web.inference;

import com.in2peta.identity.api.Roles;
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

/**
 * Runs a model's latest version. A class of its own: JAX-RS chooses the class before the method, and below {@code v1/models} it would look in
 * the registry's alone.
 */
@Path("v1/models/{owner}/{name}/predictions")
@RequestScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ModelPredictionsResource {

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
        creation.create(
                Requests.requireCaller(request),
                body.wish(owner + "/" + name, headers),
                Prefer.waiting(prefer),
                response);
    }
}
