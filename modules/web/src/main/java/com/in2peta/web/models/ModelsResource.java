package com.in2peta.web.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.in2peta.identity.api.Roles;
import com.in2peta.kernel.page.Slice;
import com.in2peta.models.api.ModelRegistry;
import com.in2peta.models.api.ModelRegistry.ModelView;
import com.in2peta.models.api.ModelRegistry.NewModel;
import com.in2peta.models.api.ModelRegistry.NewVersion;
import com.in2peta.models.api.ModelRegistry.VersionView;
import com.in2peta.web.api.Page;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The registry, in the form of Replicate's API; price and target are this platform's own fields. */
@Path("v1/models")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {

    public record CreateModel(
            @NotNull String owner,
            @NotNull String name,
            @NotNull String visibility,
            @NotNull String hardware,
            String description,
            List<@NotNull String> tags) {}

    public record Target(@NotNull String provider, @NotNull String endpoint) {}

    public record CreateVersion(
            @NotNull JsonNode inputSchema,
            @NotNull JsonNode outputSchema,
            JsonNode defaultExample,
            @NotNull Long priceMicrosPerSecond,
            @NotNull Integer runLimitSeconds,
            @NotNull @Valid Target target) {}

    public record ModelJson(
            String url,
            String owner,
            String name,
            String description,
            String visibility,
            String hardware,
            List<String> tags,
            Instant createdAt,
            VersionJson latestVersion,
            JsonNode defaultExample) {}

    public record Price(long microsPerSecond, String currency) {}

    public record VersionJson(
            String id,
            Instant createdAt,
            String cogVersion,
            OpenApiSchema openapiSchema,
            Price price,
            int runLimitSeconds,
            Target target) {}

    /** The part of a Cog container's OpenAPI document that clients read. */
    public record OpenApiSchema(String openapi, Info info, Components components) {

        public record Info(String title, String version) {}

        public record Components(
                @com.fasterxml.jackson.annotation.JsonProperty("schemas")
                Schemas schemas) {}

        public record Schemas(
                @com.fasterxml.jackson.annotation.JsonProperty("Input")
                JsonNode input,

                @com.fasterxml.jackson.annotation.JsonProperty("Output")
                JsonNode output) {}
    }

    @Inject
    ModelRegistry registry;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    public Response create(@NotNull @Valid CreateModel create) {
        ModelView model = registry.publish(
                Requests.requireCaller(request),
                new NewModel(
                        create.owner(),
                        create.name(),
                        Optional.ofNullable(create.description()).orElse(""),
                        create.visibility(),
                        create.hardware(),
                        Optional.ofNullable(create.tags()).orElse(List.of())));
        ModelJson json = json(model);
        return Response.created(URI.create(json.url())).entity(json).build();
    }

    @GET
    public Page<ModelJson> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        var rows = registry.list(Requests.requireCaller(request), slice);
        return Page.of(
                config.url("/v1/models"), slice, rows, model -> model.id().toString(), this::json);
    }

    @GET
    @Path("{owner}/{name}")
    public ModelJson get(@PathParam("owner") String owner, @PathParam("name") String name) {
        return json(registry.get(Requests.requireCaller(request), owner, name));
    }

    @POST
    @Path("{owner}/{name}/versions")
    public Response createVersion(
            @PathParam("owner") String owner, @PathParam("name") String name, @NotNull @Valid CreateVersion create) {
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
                        create.target().provider(),
                        create.target().endpoint()));
        String url = config.url("/v1/models/" + owner + "/" + name + "/versions/" + version.id());
        return Response.created(URI.create(url))
                .entity(json(owner, name, version))
                .build();
    }

    @GET
    @Path("{owner}/{name}/versions")
    public Page<VersionJson> versions(
            @PathParam("owner") String owner, @PathParam("name") String name, @QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        var rows = registry.versions(Requests.requireCaller(request), owner, name, slice);
        return Page.of(
                config.url("/v1/models/" + owner + "/" + name + "/versions"),
                slice,
                rows,
                VersionView::id,
                version -> json(owner, name, version));
    }

    @GET
    @Path("{owner}/{name}/versions/{id}")
    public VersionJson version(
            @PathParam("owner") String owner, @PathParam("name") String name, @PathParam("id") String id) {
        return json(owner, name, registry.version(Requests.requireCaller(request), owner, name, id));
    }

    private ModelJson json(ModelView model) {
        return new ModelJson(
                config.url("/v1/models/" + model.owner() + "/" + model.name()),
                model.owner(),
                model.name(),
                model.description(),
                model.visibility(),
                model.hardware(),
                model.tags(),
                model.createdAt(),
                model.latestVersion()
                        .map(version -> json(model.owner(), model.name(), version))
                        .orElse(null),
                model.latestVersion().flatMap(VersionView::defaultExample).orElse(NullNode.getInstance()));
    }

    private static VersionJson json(String owner, String name, VersionView version) {
        return new VersionJson(
                version.id(),
                version.createdAt(),
                null,
                new OpenApiSchema(
                        "3.1.0",
                        new OpenApiSchema.Info(owner + "/" + name, version.id()),
                        new OpenApiSchema.Components(
                                new OpenApiSchema.Schemas(version.inputSchema(), version.outputSchema()))),
                new Price(version.priceMicrosPerSecond(), version.currency()),
                version.runLimitSeconds(),
                new Target(version.provider(), version.endpoint()));
    }
}
