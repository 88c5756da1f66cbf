package com.in2peta.web.models;

import com.in2peta.identity.api.Roles;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Trainings are a part of Replicate's API that this platform does not have: clients are told so rather than sent astray. */
@Path("v1/trainings")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class TrainingsResource {

    @GET
    public Response list() {
        throw notOffered();
    }

    @GET
    @Path("{id}")
    public Response get() {
        throw notOffered();
    }

    @POST
    @Path("{id}/cancel")
    public Response cancel() {
        throw notOffered();
    }

    static DomainException notOffered() {
        return new DomainException(
                ProblemType.NOT_OFFERED,
                "Trainings are not offered. Train elsewhere and publish the result as a version.");
    }
}
