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

    /** Addresses that a model shows, all of them {@code https}. In a change an empty text takes one away. */
    record Links(
            Optional<String> github,
            Optional<String> paper,
            Optional<String> license,
            Optional<String> weights,
            Optional<String> coverImage) {

        public static final Links NONE =
                new Links(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What a new model is called, and who may see it: {@code public} or {@code private}. */
    record NewModel(
            String owner,
            String name,
            String description,
            String visibility,
            String hardware,
            List<String> tags,
            Links links) {}

    /** What is empty stays as it is. */
    record ModelChange(
            Optional<String> description,
            Optional<String> visibility,
            Optional<String> hardware,
            Optional<List<String>> tags,
            Optional<String> readme,
            Links links) {}

    /** A model as callers see it. The runs are counted some seconds late. */
    record ModelView(
            UUID id,
            String owner,
            String name,
            String description,
            String visibility,
            String hardware,
            List<String> tags,
            Links links,
            long runCount,
            Optional<ExampleView> defaultExample,
            Optional<VersionView> latestVersion,
            Instant createdAt) {}

    /** A call that the owner shows, and its result. */
    record ExampleView(UUID id, String model, String versionId, JsonNode input, JsonNode output, Instant createdAt) {}

    /** What a list of models is ordered by: when each was made, or when its latest version was (its own making, if it has none). */
    enum Time {
        CREATED,
        RELEASED
    }

    /** The order of a list of models. */
    record Order(Time by, boolean ascending) {}

    /** A model that a search found; the higher the score the better. */
    record Found(ModelView model, double score) {}

    /**
     * What a version is made of. Schemas are JSON Schema 2020-12; the price is in micro-units of the platform's currency for a second of
     * run time; the first target is tried first. {@code speaks} is a word of {@link ModelInterface}.
     */
    record NewVersion(
            JsonNode inputSchema,
            JsonNode outputSchema,
            Optional<JsonNode> defaultExample,
            long priceMicrosPerSecond,
            int runLimitSeconds,
            List<Target> targets,
            Optional<String> speaks) {}

    /** A version as callers see it; the id is the SHA-256 of its content. */
    record VersionView(
            String id,
            JsonNode inputSchema,
            JsonNode outputSchema,
            Optional<JsonNode> defaultExample,
            long priceMicrosPerSecond,
            String currency,
            int runLimitSeconds,
            List<Target> targets,
            Optional<ModelInterface> speaks,
            Instant createdAt) {}

    /** A model that speaks an interface with its latest version, and when that was made. */
    record SpeakingModel(String owner, String name, ModelInterface speaks, Instant releasedAt) {}

    ModelView publish(Caller caller, NewModel model);

    ModelView get(Caller caller, String owner, String name);

    /** The id of a model of the caller's own. */
    UUID owned(Caller caller, String owner, String name);

    /** The position is a time and the id of a model, as {@code time|id}. */
    List<ModelView> list(Caller caller, Order order, Slice slice);

    /** Those whose latest version speaks any interface, the latest first; not more than {@link com.in2peta.kernel.limit.Limits#OPENAI_MODELS}. */
    List<SpeakingModel> speaking(Caller caller);

    /** The models that have all words of the query, the best first; none for a query without words. */
    List<Found> search(Caller caller, String query, int limit);

    ModelView change(Caller caller, String owner, String name, ModelChange change);

    /** With its versions. Only a private model that nobody else has run and no deployment uses goes: else {@code model-in-use}. */
    void delete(Caller caller, String owner, String name);

    /** Publishing the same content twice answers the version that exists. */
    VersionView publishVersion(Caller caller, String owner, String name, NewVersion version);

    VersionView version(Caller caller, String owner, String name, String versionId);

    /** The position is the id of a version. */
    List<VersionView> versions(Caller caller, String owner, String name, Slice slice);

    /** Under the same conditions as {@link #delete}. If it was the latest, the one before it becomes that. */
    void deleteVersion(Caller caller, String owner, String name, String versionId);
}
