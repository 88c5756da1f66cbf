package com.in2peta.web.compliance;

import com.in2peta.compliance.api.Disclosures;
import com.in2peta.compliance.api.Disclosures.Entry;
import com.in2peta.identity.api.Roles;
import com.in2peta.web.api.Requests;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Which authorities got data of the caller's, as far as that may be told. */
@Path("v1/privacy/disclosures")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Produces(MediaType.APPLICATION_JSON)
public class OwnDisclosuresResource {

    public record OwnDisclosure(
            UUID id, String authority, String instrument, String ground, List<String> elements, Instant sentAt) {

        static OwnDisclosure of(Entry entry) {
            return new OwnDisclosure(
                    entry.id(),
                    entry.authority(),
                    entry.instrument(),
                    entry.ground(),
                    entry.elements(),
                    entry.sentAt().orElseThrow());
        }
    }

    public record OwnDisclosures(List<OwnDisclosure> disclosures) {}

    @Inject
    Disclosures disclosures;

    @Inject
    HttpServletRequest request;

    @GET
    public OwnDisclosures list() {
        return new OwnDisclosures(
                disclosures.about(Requests.requireCaller(request).organizationId()).stream()
                        .map(OwnDisclosure::of)
                        .toList());
    }
}
