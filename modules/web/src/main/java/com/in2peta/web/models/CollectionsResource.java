package com.in2peta.web.models;

import com.in2peta.identity.api.Roles;
import com.in2peta.models.api.ModelCollections;
import com.in2peta.models.api.ModelCollections.CollectionView;
import com.in2peta.models.api.ModelCollections.Heading;
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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** Collections, in the form of Replicate's API; staff keeps them under the same addresses. There are few: the list has one page. */
@Path("v1/collections")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CollectionsResource {

    public record HeadingJson(String name, String slug, String description) {

        static HeadingJson of(Heading heading) {
            return new HeadingJson(heading.name(), heading.slug(), heading.description());
        }
    }

    public record CollectionJson(
            String name, String slug, String description, String fullDescription, List<ModelJson> models) {}

    public record PutCollection(
            @NotNull String name,
            @NotNull String description,
            String fullDescription,
            @NotNull List<@NotNull String> models) {}

    @Inject
    ModelCollections collections;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @GET
    public Page<HeadingJson> list() {
        return new Page<>(
                null, null, collections.list().stream().map(HeadingJson::of).toList());
    }

    @GET
    @Path("{slug}")
    public CollectionJson get(@PathParam("slug") String slug) {
        CollectionView collection = collections.get(Requests.requireCaller(request), slug);
        Heading heading = collection.heading();
        return new CollectionJson(
                heading.name(),
                heading.slug(),
                heading.description(),
                heading.fullDescription().orElse(null),
                collection.models().stream()
                        .map(model -> ModelJson.of(model, config))
                        .toList());
    }

    @PUT
    @Path("{slug}")
    @RequiresRole(Roles.STAFF_OPERATIONS)
    public CollectionJson put(@PathParam("slug") String slug, @NotNull @Valid PutCollection put) {
        collections.put(
                new Heading(slug, put.name(), put.description(), Optional.ofNullable(put.fullDescription())),
                put.models());
        return get(slug);
    }

    @DELETE
    @Path("{slug}")
    @RequiresRole(Roles.STAFF_OPERATIONS)
    public void delete(@PathParam("slug") String slug) {
        collections.delete(slug);
    }
}
