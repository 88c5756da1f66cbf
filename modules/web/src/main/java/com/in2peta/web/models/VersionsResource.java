package com.in2peta.web.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.identity.api.Roles;
import com.in2peta.kernel.page.Slice;
import com.in2peta.models.api.ModelRegistry;
import com.in2peta.models.api.ModelRegistry.NewVersion;
import com.in2peta.models.api.ModelRegistry.VersionView;
import com.in2peta.models.api.Target;
import com.in2peta.web.api.Page;
import com.in2peta.web.api.Requests;
import com.in2peta.web.api.WebConfig;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Versions of a model, in the form of Replicate's API. */
@Path("v1/models/{owner}/{name}/versions")
@RequestScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class VersionsResource {

    public record CreateVersion(
            @NotNull JsonNode inputSchema,
            @NotNull JsonNode outputSchema,
            JsonNode defaultExample,
            @NotNull Long priceMicrosPerSecond,
            @NotNull Integer runLimitSeconds,
            @Valid VersionJson.Target target,
            @Valid List<VersionJson.@NotNull Target> targets,
            @JsonProperty("interface") String speaks) {

        /** {@code target} is short for a list of one. */
        List<Target> places() {
            if ((target == null) == (targets == null)) {
                throw Requests.invalid("/targets", "must be there, or target");
            }
            return Optional.ofNullable(targets).orElseGet(() -> List.of(target)).stream()
                    .map(VersionJson.Target::target)
                    .toList();
        }
    }

    @PathParam("owner")
    String owner;

    @PathParam("name")
    String name;

    @Inject
    ModelRegistry registry;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    public Response create(@NotNull @Valid CreateVersion create) {
        VersionView version = registry.publishVersion(
                Requests.requireCaller(request),
                owner,
                name,
                new NewVersion(
                        create.inputSchema(),
                        create.outputSchema(),
                        Optional.ofNullable(create.defaultExample()).filter(example -> !example.isNull()),
                        create.priceMicrosPerSecond(),
                        create.runLimitSeconds(),
                        create.places(),
                        Optional.ofNullable(create.speaks())));
        return Response.created(URI.create(url() + "/" + version.id()))
                .entity(VersionJson.of(owner, name, version))
                .build();
    }

    @GET
    public Page<VersionJson> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        var rows = registry.versions(Requests.requireCaller(request), owner, name, slice);
        return Page.of(url(), slice, rows, VersionView::id, version -> VersionJson.of(owner, name, version));
    }

    @GET
    @Path("{id}")
    public VersionJson get(@PathParam("id") String id) {
        return VersionJson.of(owner, name, registry.version(Requests.requireCaller(request), owner, name, id));
    }

    /** Replicate deletes later and so answers 202; here it has been done. */
    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        registry.deleteVersion(Requests.requireCaller(request), owner, name, id);
        return Response.accepted().build();
    }

    @POST
    @Path("{id}/trainings")
    @Consumes(MediaType.WILDCARD)
    public Response train() {
        throw TrainingsResource.notOffered();
    }

    private String url() {
        return config.url("/v1/models/" + owner + "/" + name + "/versions");
    }
}
