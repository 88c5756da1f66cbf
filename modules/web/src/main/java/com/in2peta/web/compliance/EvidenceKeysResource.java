package com.in2peta.web.compliance;

import com.in2peta.compliance.api.EvidenceKeySet;
import com.in2peta.web.api.Json;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;

/** What anybody checks a certificate with. */
@Path(".well-known/in2peta-evidence-keys.json")
@ApplicationScoped
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class EvidenceKeysResource {

    @Inject
    EvidenceKeySet keys;

    @GET
    public Json.Raw keys() {
        return new Json.Raw(keys.publicKeys().getBytes(StandardCharsets.UTF_8));
    }
}
