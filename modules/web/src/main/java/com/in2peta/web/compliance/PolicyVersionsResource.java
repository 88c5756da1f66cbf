package com.in2peta.web.compliance;

import com.in2peta.compliance.api.PublishedPolicies;
import com.in2peta.compliance.api.PublishedPolicies.Version;
import com.in2peta.web.api.WebConfig;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;

/** How the published policies have changed. */
@Path("v1/policies/{kind}/versions")
@ApplicationScoped
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class PolicyVersionsResource {

    public record VersionView(
            String kind,
            int version,
            String sha256,
            boolean material,
            List<String> reasons,
            Instant createdAt,
            Instant effectiveAt,
            String url) {}

    public record VersionsView(List<VersionView> versions) {}

    @Inject
    PublishedPolicies policies;

    @Inject
    WebConfig config;

    @GET
    public VersionsView versions(@PathParam("kind") String kind) {
        return new VersionsView(policies.versions(kind).stream().map(this::view).toList());
    }

    private VersionView view(Version version) {
        String page = version.kind().equals("privacy") ? "/privacy-policy/" : "/cookie-policy/";
        return new VersionView(
                version.kind(),
                version.version(),
                version.sha256(),
                version.material(),
                version.reasons(),
                version.createdAt(),
                version.effectiveAt().orElse(null),
                config.url(page + version.version()));
    }
}
