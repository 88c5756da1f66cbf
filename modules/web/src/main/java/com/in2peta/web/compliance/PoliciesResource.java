package com.in2peta.web.compliance;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.in2peta.compliance.api.PublishedPolicies;
import com.in2peta.compliance.api.PublishedPolicies.Version;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The published policies, for people and for programs, without signing in. */
@Path("/")
@ApplicationScoped
@PermitAll
public class PoliciesResource {

    private static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";
    /** The day from which the resource that tells of Global Privacy Control counts: https://w3c.github.io/gpc/. */
    private static final String GPC_SINCE = "2026-11-25";

    /** A version with its text. */
    public record PolicyView(
            String kind,
            int version,
            String sha256,
            Instant lastUpdated,
            @JsonRawValue String document) {}

    /** Support of Global Privacy Control. */
    public record GpcView(boolean gpc, String lastUpdate) {}

    @Inject
    PublishedPolicies policies;

    @GET
    @Path("privacy-policy")
    @Produces(HTML)
    public String privacy() {
        return page("Privacy policy", policies.current("privacy"));
    }

    @GET
    @Path("privacy-policy/{version: \\d{1,9}}")
    @Produces(HTML)
    public String privacy(@PathParam("version") int version) {
        return page("Privacy policy", policies.find("privacy", version));
    }

    @GET
    @Path("cookie-policy")
    @Produces(HTML)
    public String cookies() {
        return page("Cookie policy", policies.current("cookies"));
    }

    @GET
    @Path("cookie-policy/{version: \\d{1,9}}")
    @Produces(HTML)
    public String cookies(@PathParam("version") int version) {
        return page("Cookie policy", policies.find("cookies", version));
    }

    @GET
    @Path(".well-known/privacy-policy.json")
    @Produces(MediaType.APPLICATION_JSON)
    public PolicyView document() {
        Version version = policies.current("privacy");
        return new PolicyView(
                version.kind(),
                version.version(),
                version.sha256(),
                version.effectiveAt().orElse(null),
                version.document());
    }

    @GET
    @Path(".well-known/gpc.json")
    @Produces(MediaType.APPLICATION_JSON)
    public GpcView globalPrivacyControl() {
        return new GpcView(true, GPC_SINCE);
    }

    private String page(String title, Version version) {
        String date = version.effectiveAt()
                .map(at -> "Last updated: " + LocalDate.ofInstant(at, ZoneOffset.UTC))
                .orElse("Announced, not yet in force");
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%1$s</title></head>
                <body>
                <h1>%1$s</h1>
                <p>%2$s. Version %3$d.</p>
                %4$s
                </body>
                </html>
                """.formatted(title, date, version.version(), policies.html(version));
    }
}
