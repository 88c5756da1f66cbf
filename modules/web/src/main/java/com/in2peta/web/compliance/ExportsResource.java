package com.in2peta.web.compliance;

import com.in2peta.compliance.api.Exports;
import com.in2peta.compliance.api.Exports.ExportView;
import com.in2peta.compliance.api.Exports.Link;
import com.in2peta.identity.api.Caller;
import com.in2peta.identity.api.Roles;
import com.in2peta.kernel.privacy.Reauthentication;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.web.api.Requests;
import com.in2peta.web.api.WebConfig;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Packages of what is held about a person: what is in one, and downloading it. */
@Path("v1/privacy/exports")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ExportsResource {

    public record PackageView(
            UUID id, String kind, String state, Instant expiresAt, List<PartJson> parts, List<FileJson> files) {}

    public record PartJson(int part, long bytes) {}

    public record FileJson(String path, int part, Long rows, long bytes, String sha256) {}

    public record Password(@NotNull String password) {}

    public record LinkView(Instant expiresAt, List<PartLink> parts) {}

    public record PartLink(int part, long bytes, String url) {}

    @Inject
    Exports exports;

    @Inject
    Reauthentication reauthentication;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @GET
    @Path("{id}")
    public PackageView get(@PathParam("id") UUID id) {
        ExportView view = require(Requests.requireCaller(request), id);
        return new PackageView(
                view.id(),
                view.kind(),
                view.state(),
                view.expiresAt().orElse(null),
                view.parts().stream()
                        .map(part -> new PartJson(part.part(), part.bytes()))
                        .toList(),
                view.files().stream()
                        .map(file -> new FileJson(
                                file.path(), file.part(), file.rows().orElse(null), file.bytes(), file.sha256()))
                        .toList());
    }

    @POST
    @Path("{id}/links")
    public Response link(@PathParam("id") UUID id, @NotNull @Valid Password shown) {
        Caller caller = Requests.requireCaller(request);
        ExportView view = require(caller, id);
        reauthentication.confirm(caller.personId(), shown.password());
        Link link = exports.link(caller.organizationId(), id);
        String base = config.url("/v1/privacy/exports/" + id + "/parts/");
        List<PartLink> parts = view.parts().stream()
                .map(part -> new PartLink(part.part(), part.bytes(), base + part.part() + "?token=" + link.token()))
                .toList();
        return Response.created(URI.create(config.url("/v1/privacy/exports/" + id)))
                .entity(new LinkView(link.expiresAt(), parts))
                .build();
    }

    private ExportView require(Caller caller, UUID id) {
        return exports.find(caller.organizationId(), id).orElseThrow(() -> DomainException.notFound("package"));
    }
}
