package com.in2peta.web.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.kernel.id.Ids;
import com.in2peta.models.api.ModelRegistry.ExampleView;
import com.in2peta.web.api.WebConfig;
import java.time.Instant;

/** An example has the form of a prediction that has succeeded: that is what Replicate's clients expect. */
public record ExampleJson(
        String id,
        String model,
        String version,
        JsonNode input,
        JsonNode output,
        String logs,
        String error,
        String status,
        Instant createdAt,
        Instant startedAt,
        Instant completedAt,
        boolean dataRemoved,
        String source,
        Metrics metrics,
        Urls urls) {

    /** Nobody measured it. */
    public record Metrics() {}

    public record Urls(String web, String get, String cancel) {}

    static ExampleJson of(ExampleView example, WebConfig config) {
        String id = Ids.toWire(example.id());
        String url = config.url("/v1/models/" + example.model() + "/examples/" + id);
        return new ExampleJson(
                id,
                example.model(),
                example.versionId(),
                example.input(),
                example.output(),
                "",
                null,
                "succeeded",
                example.createdAt(),
                example.createdAt(),
                example.createdAt(),
                false,
                "api",
                new Metrics(),
                new Urls(url, url, url + "/cancel"));
    }
}
