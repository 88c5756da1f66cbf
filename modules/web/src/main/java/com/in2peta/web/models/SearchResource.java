package com.in2peta.web.models;

import com.in2peta.identity.api.Roles;
import com.in2peta.models.api.ModelCollections;
import com.in2peta.models.api.ModelRegistry;
import com.in2peta.models.api.ModelRegistry.Found;
import com.in2peta.web.api.Requests;
import com.in2peta.web.api.WebConfig;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;

/** The search, in the form of Replicate's API. Pages are documents of Replicate's site; there are none here. */
@Path("v1/search")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {

    private static final int USUAL = 20;

    public record Result(
            String query,
            List<FoundModel> models,
            List<CollectionsResource.HeadingJson> collections,
            List<String> pages) {}

    public record FoundModel(ModelJson model, Metadata metadata) {}

    public record Metadata(List<String> tags, double score) {}

    @Inject
    ModelRegistry registry;

    @Inject
    ModelCollections collections;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @GET
    public Result search(@QueryParam("query") String query, @QueryParam("limit") String limit) {
        String text = Search.query("/query", query);
        List<FoundModel> models = registry.search(Requests.requireCaller(request), text, limit(limit)).stream()
                .map(this::json)
                .toList();
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return new Result(
                text,
                models,
                collections.list().stream()
                        .filter(heading -> (heading.name() + " " + heading.description())
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted))
                        .map(CollectionsResource.HeadingJson::of)
                        .toList(),
                List.of());
    }

    private FoundModel json(Found found) {
        return new FoundModel(
                ModelJson.of(found.model(), config), new Metadata(found.model().tags(), found.score()));
    }

    private static int limit(String text) {
        if (text == null) {
            return USUAL;
        }
        if (!text.matches("[1-9]\\d?") || Integer.parseInt(text) > Search.MOST) {
            throw Requests.invalid("/limit", "must be 1 to " + Search.MOST);
        }
        return Integer.parseInt(text);
    }
}
