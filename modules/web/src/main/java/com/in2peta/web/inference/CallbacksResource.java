package com.in2peta.web.inference;

import com.in2peta.inference.api.ProviderCallbacks;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** Where providers call back. RunPod does not sign, so the address itself is the secret and the body is not read. */
@Path("v1/callbacks")
@ApplicationScoped
@PermitAll
public class CallbacksResource {

    @Inject
    ProviderCallbacks callbacks;

    @POST
    @Path("{prediction}/{token}")
    @Consumes(MediaType.WILDCARD)
    public Response arrived(@PathParam("prediction") UUID prediction, @PathParam("token") UUID token) {
        callbacks.arrived(prediction, token);
        return Response.ok().build();
    }
}
