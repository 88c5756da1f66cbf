package com.in2peta.web.inference;

import com.in2peta.inference.api.ProviderCallbacks;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where providers call back. RunPod does not sign, so the address itself is the secret and the body is not read. */
@Path("v1/callbacks")
@RequestScoped
@PermitAll
@Tag(name = "callbacks")
public class CallbacksResource {

    @Inject
    ProviderCallbacks callbacks;

    @POST
    @Path("{prediction}/{token}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "providerCallback",
            summary = "A provider says that a job has ended",
            description = "Only providers call this. The job's state is asked for again, whatever the body says.")
    @APIResponse(responseCode = "200", description = "Noticed; the answer is the same for an unknown job")
    public Response arrived(@PathParam("prediction") UUID prediction, @PathParam("token") UUID token) {
        callbacks.arrived(prediction, token);
        return Response.ok().build();
    }
}
