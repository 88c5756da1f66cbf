package com.in2peta.web.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.inference.api.PredictionView;
import com.in2peta.inference.api.PredictionView.Status;
import com.in2peta.kernel.id.Ids;
import com.in2peta.web.api.Json;
import com.in2peta.web.api.OpenAiError;
import com.in2peta.web.api.OpenAiRefused;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What models answer, as OpenAI's API shows it. The platform says which prediction it is and of which model; the rest is the model's word. */
final class OpenAiAnswers {

    private static final List<String> OURS = List.of("id", "object", "created", "model");

    private OpenAiAnswers() {}

    /** The beginning of every answer about a prediction. */
    static ObjectNode head(PredictionView prediction, String object) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", "chatcmpl-" + Ids.toWire(prediction.id()))
                .put("object", object)
                .put("created", prediction.createdAt().getEpochSecond())
                .put("model", prediction.model());
    }

    /** The answer of a prediction that has succeeded. Throws when the model did not answer in this form. */
    static ObjectNode whole(OpenAiCall call, PredictionView prediction) {
        ObjectNode answer = answer(prediction);
        return switch (call.speaks()) {
            case OPENAI_CHAT -> {
                requireList(answer.path("choices"));
                yield with(head(prediction, "chat.completion"), answer);
            }
            case OPENAI_EMBEDDINGS -> {
                requireList(answer.path("data"));
                if (call.asBase64()) {
                    answer.path("data").forEach(OpenAiAnswers::packVector);
                }
                ObjectNode head = Json.MAPPER.createObjectNode().put("object", "list");
                yield with(head.put("model", prediction.model()), answer);
            }
        };
    }

    /** The same with what the model said beside what the platform says itself. */
    static ObjectNode with(ObjectNode head, ObjectNode answer) {
        for (Map.Entry<String, JsonNode> member : answer.properties()) {
            if (!OURS.contains(member.getKey())) {
                head.set(member.getKey(), member.getValue());
            }
        }
        return head;
    }

    /** Why there is no answer, or no more of it. */
    static OpenAiError failure(Status status, Optional<String> error, Optional<Instant> deadline, Instant now) {
        if (status == Status.FAILED) {
            return OpenAiError.of(
                    HttpServletResponse.SC_BAD_GATEWAY,
                    OpenAiError.SERVER,
                    "prediction_failed",
                    null,
                    error.orElse("The prediction failed."));
        }
        return deadline.filter(end -> !now.isBefore(end)).isPresent()
                ? timeout()
                : OpenAiError.of(
                        HttpServletResponse.SC_CONFLICT,
                        OpenAiError.INVALID,
                        "prediction_canceled",
                        null,
                        "The prediction was canceled.");
    }

    static OpenAiError timeout() {
        return OpenAiError.of(
                HttpServletResponse.SC_GATEWAY_TIMEOUT,
                OpenAiError.SERVER,
                "timeout",
                null,
                "The model did not answer in time, and the prediction was canceled.");
    }

    /** The model's fault, whose words are not repeated. */
    static OpenAiError badAnswer() {
        return OpenAiError.of(
                HttpServletResponse.SC_BAD_GATEWAY,
                OpenAiError.SERVER,
                "bad_answer",
                null,
                "The model's answer has not the form of this API.");
    }

    /** A generator's output is a list, here of one. */
    private static ObjectNode answer(PredictionView prediction) {
        try {
            JsonNode output = Json.MAPPER.readTree(prediction.output().orElse(new byte[0]));
            JsonNode answer = output.isArray() && output.size() == 1 ? output.get(0) : output;
            JsonNode read = answer.isTextual() ? Json.MAPPER.readTree(answer.asText()) : answer;
            if (read instanceof ObjectNode object && !object.has("error")) {
                return object;
            }
        } catch (IOException e) {
            throw new OpenAiRefused(badAnswer()); // the cause would quote it
        }
        throw new OpenAiRefused(badAnswer());
    }

    private static void requireList(JsonNode list) {
        if (!list.isArray()) {
            throw new OpenAiRefused(badAnswer());
        }
    }

    /** 32-bit floats, the lowest byte first. */
    private static void packVector(JsonNode item) {
        JsonNode vector = item.path("embedding");
        if (vector.isArray()) {
            ByteBuffer packed = ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            vector.forEach(value -> packed.putFloat(value.floatValue()));
            ((ObjectNode) item).put("embedding", Base64.getEncoder().encodeToString(packed.array()));
        }
    }
}
