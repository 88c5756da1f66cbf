package com.in2peta.models.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.identity.api.Caller;
import com.in2peta.models.api.ModelRegistry.ExampleView;
import java.util.List;
import java.util.Optional;

/** What a model's owner shows of it: a readme and examples. Who sees the model sees both. */
public interface ModelShowcase {

    /** Input and output of a version, the latest one if none is named; both are held to its schemas. */
    record NewExample(Optional<String> versionId, JsonNode input, JsonNode output) {}

    /** Markdown; {@code not-found} for a model without one. */
    String readme(Caller caller, String owner, String name);

    /** An empty text takes the readme away. */
    void writeReadme(Caller caller, String owner, String name, String markdown);

    /** In the owner's order; where the owner has set none, the one that the latest version was published with. */
    List<ExampleView> examples(Caller caller, String owner, String name);

    /** Puts these in the place of all that were set before. */
    List<ExampleView> setExamples(Caller caller, String owner, String name, List<NewExample> examples);
}
