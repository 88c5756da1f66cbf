package com.in2peta.web.models;

import com.in2peta.identity.api.Roles;
import com.in2peta.kernel.page.Slice;
import com.in2peta.models.api.ModelRegistry;
import com.in2peta.models.api.ModelRegistry.Links;
import com.in2peta.models.api.ModelRegistry.ModelChange;
import com.in2peta.models.api.ModelRegistry.NewModel;
import com.in2peta.web.api.Page;
import com.in2peta.web.api.QUERY;
import com.in2peta.web.api.Requests;
import com.in2peta.web.api.WebConfig;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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

/** The registry, in the form of Replicate's API. */
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
            List<@NotNull String> tags,
            String githubUrl,
            String paperUrl,
            String licenseUrl,
            String weightsUrl,
            String coverImageUrl) {

        Links links() {
            return ModelsResource.links(githubUrl, paperUrl, licenseUrl, weightsUrl, coverImageUrl);
        }
    }

    /** What is absent stays as it is; an empty address or readme is taken away. */
    public record ChangeModel(
            String description,
            String visibility,
            String hardware,
            List<@NotNull String> tags,
            String readme,
            String githubUrl,
            String paperUrl,
            String licenseUrl,
            String weightsUrl,
            String coverImageUrl) {

        Links links() {
            return ModelsResource.links(githubUrl, paperUrl, licenseUrl, weightsUrl, coverImageUrl);
        }
    }

    @Inject
    ModelRegistry registry;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    public Response create(@NotNull @Valid CreateModel create) {
        ModelJson json = ModelJson.of(
                registry.publish(
                        Requests.requireCaller(request),
                        new NewModel(
                                create.owner(),
                                create.name(),
                                Optional.ofNullable(create.description()).orElse(""),
                                create.visibility(),
                                create.hardware(),
                                Optional.ofNullable(create.tags()).orElse(List.of()),
                                create.links())),
                config);
        return Response.created(URI.create(json.url())).entity(json).build();
    }

    @GET
    public Page<ModelJson> list(
            @QueryParam("cursor") String cursor,
            @QueryParam("sort_by") String sortBy,
            @QueryParam("sort_direction") String direction) {
        ModelOrder order = ModelOrder.of(sortBy, direction);
        Slice slice = Page.slice(cursor);
        var rows = registry.list(Requests.requireCaller(request), order.order(), slice);
        return Page.of(
                config.url("/v1/models") + order.query(),
                slice,
                rows,
                order::position,
                model -> ModelJson.of(model, config));
    }

    /** Replicate's client sends the text as a JSON string. */
    @QUERY
    @Consumes(MediaType.TEXT_PLAIN)
    public Page<ModelJson> search(String text) {
        String query = Search.query(
                "", text.length() > 1 && text.matches("(?s)\".*\"") ? text.substring(1, text.length() - 1) : text);
        return new Page<>(
                null,
                null,
                registry.search(Requests.requireCaller(request), query, Search.MOST).stream()
                        .map(found -> ModelJson.of(found.model(), config))
                        .toList());
    }

    @GET
    @Path("{owner}/{name}")
    public ModelJson get(@PathParam("owner") String owner, @PathParam("name") String name) {
        return ModelJson.of(registry.get(Requests.requireCaller(request), owner, name), config);
    }

    @PATCH
    @Path("{owner}/{name}")
    public ModelJson change(
            @PathParam("owner") String owner, @PathParam("name") String name, @NotNull @Valid ChangeModel change) {
        ModelChange wanted = new ModelChange(
                Optional.ofNullable(change.description()),
                Optional.ofNullable(change.visibility()),
                Optional.ofNullable(change.hardware()),
                Optional.ofNullable(change.tags()),
                Optional.ofNullable(change.readme()),
                change.links());
        return ModelJson.of(registry.change(Requests.requireCaller(request), owner, name, wanted), config);
    }

    @DELETE
    @Path("{owner}/{name}")
    public void delete(@PathParam("owner") String owner, @PathParam("name") String name) {
        registry.delete(Requests.requireCaller(request), owner, name);
    }

    private static Links links(String github, String paper, String license, String weights, String coverImage) {
        return new Links(
                Optional.ofNullable(github),
                Optional.ofNullable(paper),
                Optional.ofNullable(license),
                Optional.ofNullable(weights),
                Optional.ofNullable(coverImage));
    }
}
