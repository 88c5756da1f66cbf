package com.in2peta.web.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.identity.api.Roles;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.models.api.ModelRegistry.ExampleView;
import com.in2peta.models.api.ModelShowcase;
import com.in2peta.models.api.ModelShowcase.NewExample;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** A model's examples. There are few, so the list has one page. */
@Path("v1/models/{owner}/{name}/examples")
@RequestScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ExamplesResource {

    public record SetExample(
            String version,
            @NotNull JsonNode input,
            @NotNull JsonNode output) {}

    public record SetExamples(@NotNull List<@NotNull @Valid SetExample> examples) {}

    @PathParam("owner")
    String owner;

    @PathParam("name")
    String name;

    @Inject
    ModelShowcase showcase;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @GET
    public Page<ExampleJson> list() {
        return page(examples());
    }

    @PUT
    public Page<ExampleJson> put(@NotNull @Valid SetExamples set) {
        List<NewExample> examples = set.examples().stream()
                .map(example ->
                        new NewExample(Optional.ofNullable(example.version()), example.input(), example.output()))
                .toList();
        return page(showcase.setExamples(Requests.requireCaller(request), owner, name, examples));
    }

    @GET
    @Path("{id}")
    public ExampleJson get(@PathParam("id") String id) {
        return examples().stream()
                .map(example -> ExampleJson.of(example, config))
                .filter(example -> example.id().equals(id))
                .findFirst()
                .orElseThrow(() -> DomainException.notFound("example"));
    }

    /** It ended long ago, and so, like a prediction that has ended, it is answered as it is. */
    @POST
    @Path("{id}/cancel")
    @Consumes(MediaType.WILDCARD)
    public ExampleJson cancel(@PathParam("id") String id) {
        return get(id);
    }

    private List<ExampleView> examples() {
        return showcase.examples(Requests.requireCaller(request), owner, name);
    }

    private Page<ExampleJson> page(List<ExampleView> examples) {
        return new Page<>(
                null,
                null,
                examples.stream()
                        .map(example -> ExampleJson.of(example, config))
                        .toList());
    }
}
