package com.in2peta.models.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.models.api.ModelRegistry.ExampleView;
import com.in2peta.models.api.ModelRegistry.Links;
import com.in2peta.models.api.ModelRegistry.ModelView;
import com.in2peta.models.api.ModelRegistry.VersionView;
import com.in2peta.models.domain.Example;
import com.in2peta.models.domain.Model;
import com.in2peta.models.domain.ModelLinks;
import com.in2peta.models.domain.ModelRepository;
import com.in2peta.models.domain.ModelVersion;
import com.in2peta.models.persistence.ModelIndex;
import com.in2peta.models.persistence.ShowcaseTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Models as callers see them, put together for many at once. */
@ApplicationScoped
class ModelViews {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    ModelRepository models;

    @Inject
    ShowcaseTable showcase;

    @Inject
    ModelIndex index;

    ModelView of(Model model) {
        return of(List.of(model)).get(0);
    }

    /** In the same order. */
    List<ModelView> of(List<Model> shown) {
        if (shown.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = shown.stream().map(Model::id).toList();
        Map<UUID, Long> runs = index.runs(ids);
        Map<UUID, Example> examples = showcase.firstExamples(ids);
        Map<String, ModelVersion> latest =
                models
                        .findVersions(shown.stream()
                                .flatMap(model -> model.latestVersionId().stream())
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(ModelVersion::id, Function.identity()));
        return shown.stream()
                .map(model -> {
                    Optional<ModelVersion> version = model.latestVersionId().map(latest::get);
                    Optional<Example> example = Optional.ofNullable(examples.get(model.id()))
                            .or(() -> version.flatMap(ModelViews::published));
                    return view(model, runs.getOrDefault(model.id(), 0L), example, version);
                })
                .toList();
    }

    /** The example that a version was published with. */
    static Optional<Example> published(ModelVersion version) {
        return version.content()
                .defaultExample()
                .map(ModelViews::json)
                .map(example -> Example.of(
                        version,
                        example.path("input").toString(),
                        example.path("output").toString()));
    }

    static ExampleView view(Model model, Example example) {
        return new ExampleView(
                example.id(),
                model.owner() + "/" + model.name(),
                example.versionId(),
                json(example.input()),
                json(example.output()),
                example.createdAt());
    }

    static VersionView view(ModelVersion version) {
        ModelVersion.Content content = version.content();
        return new VersionView(
                version.id(),
                json(content.inputSchema()),
                json(content.outputSchema()),
                content.defaultExample().map(ModelViews::json),
                content.priceMicrosPerSecond(),
                content.currency(),
                content.runLimitSeconds(),
                content.targets(),
                content.speaks(),
                version.createdAt());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the registry holds invalid JSON");
        }
    }

    private static ModelView view(Model model, long runs, Optional<Example> example, Optional<ModelVersion> version) {
        return new ModelView(
                model.id(),
                model.owner(),
                model.name(),
                model.description(),
                model.visibility(),
                model.hardware(),
                model.tags(),
                links(model.links()),
                runs,
                example.map(first -> view(model, first)),
                version.map(ModelViews::view),
                model.createdAt());
    }

    private static Links links(ModelLinks links) {
        return new Links(links.github(), links.paper(), links.license(), links.weights(), links.coverImage());
    }
}
