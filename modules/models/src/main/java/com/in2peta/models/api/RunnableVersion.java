package com.in2peta.models.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.kernel.problem.Violation;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Everything that a prediction needs to know of a version, in memory.
 *
 * @param model owner/name
 * @param ownerId the organization of the model, whose endpoints the targets name
 * @param targets where it can run, the first choice first
 * @param streams whether the output is an iterator, of which each part can be shown as it comes
 * @param inputCheck every violation of the input schema, none for a good input
 */
public record RunnableVersion(
        String id,
        UUID modelId,
        String model,
        UUID ownerId,
        List<Target> targets,
        boolean streams,
        String currency,
        long priceMicrosPerSecond,
        int runLimitSeconds,
        Optional<ModelInterface> speaks,
        Function<JsonNode, List<Violation>> inputCheck) {

    /** Whether each part of the output of this input can be shown as it comes: in a chat the caller says so. */
    public boolean streams(JsonNode input) {
        return speaks.filter(ModelInterface.OPENAI_CHAT::equals).isPresent()
                ? input.path("stream").asBoolean(false)
                : streams;
    }

    /** What a run can cost at most, and so what is set aside for it. */
    public long holdMicros() {
        return Math.multiplyExact(priceMicrosPerSecond, runLimitSeconds);
    }
}
