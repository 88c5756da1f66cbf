package com.in2peta.web.models;

import com.in2peta.models.api.ModelRegistry.ModelView;
import com.in2peta.web.api.WebConfig;
import java.time.Instant;
import java.util.List;

/** A model on the wire, in the form of Replicate's API; hardware, tags and the time are this platform's own fields. */
public record ModelJson(
        String url,
        String owner,
        String name,
        String description,
        String visibility,
        String hardware,
        List<String> tags,
        String githubUrl,
        String paperUrl,
        String licenseUrl,
        String weightsUrl,
        String coverImageUrl,
        long runCount,
        Instant createdAt,
        VersionJson latestVersion,
        ExampleJson defaultExample) {

    static ModelJson of(ModelView model, WebConfig config) {
        return new ModelJson(
                config.url("/v1/models/" + model.owner() + "/" + model.name()),
                model.owner(),
                model.name(),
                model.description(),
                model.visibility(),
                model.hardware(),
                model.tags(),
                model.links().github().orElse(null),
                model.links().paper().orElse(null),
                model.links().license().orElse(null),
                model.links().weights().orElse(null),
                model.links().coverImage().orElse(null),
                model.runCount(),
                model.createdAt(),
                model.latestVersion()
                        .map(version -> VersionJson.of(model.owner(), model.name(), version))
                        .orElse(null),
                model.defaultExample()
                        .map(example -> ExampleJson.of(example, config))
                        .orElse(null));
    }
}
