package com.in2peta.models.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Publishing models and looking at them. A caller sees public models and those of his own organization; others do not exist for him. */
public interface ModelRegistry {

    /** What a new model is called, and who may see it: {@code public} or {@code private}. */
    record NewModel(
            String owner, String name, String description, String visibility, String hardware, List<String> tags) {}

    /** A model as callers see it. */
    record ModelView(
            UUID id,
            String owner,
            String name,
            String description,
            String visibility,
            String hardware,
            List<String> tags,
            Optional<VersionView> latestVersion,
            Instant createdAt) {}

    /**
     * What a version is made of. Schemas are JSON Schema 2020-12; the price is in micro-units of the platform's currency for a second of
     * run time; the target names an endpoint at a provider.
     */
    record NewVersion(
            JsonNode inputSchema,
            JsonNode outputSchema,
            Optional<JsonNode> defaultExample,
            long priceMicrosPerSecond,
            int runLimitSeconds,
            String provider,
            String endpoint) {}

    /** A version as callers see it; the id is the SHA-256 of its content. */
    record VersionView(
            String id,
            JsonNode inputSchema,
            JsonNode outputSchema,
            Optional<JsonNode> defaultExample,
            long priceMicrosPerSecond,
            String currency,
            int runLimitSeconds,
            String provider,
            String endpoint,
            Instant createdAt) {}

    ModelView publish(Caller caller, NewModel model);

    ModelView get(Caller caller, String owner, String name);

    List<ModelView> list(Caller caller, Slice slice);

    /** Publishing the same content twice answers the version that exists. */
    VersionView publishVersion(Caller caller, String owner, String name, NewVersion version);

    VersionView version(Caller caller, String owner, String name, String versionId);

    /** The position is the id of a version. */
    List<VersionView> versions(Caller caller, String owner, String name, Slice slice);
}
