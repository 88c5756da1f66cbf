package com.in2peta.web.compliance;

import com.in2peta.compliance.api.Intake;
import com.in2peta.web.api.WebConfig;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Requests of people who cannot sign in. */
@Path("v1/privacy/intake")
@ApplicationScoped
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PrivacyIntakeResource {

    public record Ask(@NotNull String email, @NotNull String kind) {}

    public record Asked(String status) {}

    public record Confirm(@NotNull String token) {}

    @Inject
    Intake intake;

    @Inject
    WebConfig config;

    @POST
    public Response ask(@NotNull @Valid Ask ask) {
        intake.ask(ask.email(), ask.kind());
        return Response.accepted(new Asked("accepted")).build();
    }

    @POST
    @Path("confirmation")
    public Response confirm(@NotNull @Valid Confirm confirmation) {
        RequestJson made = RequestJson.of(intake.confirm(confirmation.token()));
        return Response.accepted(made)
                .location(URI.create(config.url(PrivacyRequestsResource.PATH + "/" + made.id())))
                .build();
    }
}
