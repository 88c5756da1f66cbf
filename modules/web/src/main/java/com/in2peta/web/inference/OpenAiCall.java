package com.in2peta.web.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.inference.api.Routing;
import com.in2peta.inference.api.Wish;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.models.api.ModelInterface;
import com.in2peta.web.api.Requests;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The body of a chat or of embeddings. What a model has to know of it is the input of the prediction; the rest is for the platform: the name of
 * the caller's user, which target is tried first, and how numbers are written.
 *
 * @param model as the caller names it
 * @param streams whether the answer comes in parts
 * @param wantsUsage whether a streamed answer ends with the count of tokens
 * @param asBase64 whether vectors are wanted as OpenAI's own client asks for them
 */
record OpenAiCall(
        ModelInterface speaks,
        String model,
        ObjectNode input,
        boolean streams,
        boolean wantsUsage,
        boolean asBase64,
        Routing routing,
        Optional<String> endUser) {

    private static final Set<String> ENCODINGS = Set.of("float", "base64");

    /** Throws {@code invalid-request}. What it does not know it leaves to the model. */
    static OpenAiCall of(ModelInterface speaks, ObjectNode body) {
        String model = body.path("model").asText("");
        if (!body.path("model").isTextual() || model.isEmpty()) {
            throw Requests.invalid("/model", "must be the id of a model");
        }
        Optional<String> endUser = endUser(body.path("user"));
        ObjectNode input = body.deepCopy();
        input.remove("user");
        JsonNode word = input.path("routing");
        if (!isAbsent(word) && !word.isTextual()) {
            throw Requests.invalid("/routing", "must be a text");
        }
        Routing routing = CreateBody.routing(isAbsent(word) ? null : word.asText());
        input.remove("routing");
        if (speaks == ModelInterface.OPENAI_EMBEDDINGS) {
            requireTexts(body.path("input"));
            JsonNode encoding = input.path("encoding_format");
            if (!isAbsent(encoding) && !ENCODINGS.contains(encoding.asText())) {
                throw Requests.invalid("/encoding_format", "must be float or base64");
            }
            input.remove("encoding_format");
            return new OpenAiCall(
                    speaks, model, input, false, false, "base64".equals(encoding.asText()), routing, endUser);
        }
        requireMessages(body.path("messages"));
        boolean streams = flag(body.path("stream"), "/stream");
        JsonNode options = body.path("stream_options");
        if (!isAbsent(options) && !(options.isObject() && streams)) {
            throw Requests.invalid("/stream_options", "must be an object, and only where stream is true");
        }
        boolean wantsUsage = flag(options.path("include_usage"), "/stream_options/include_usage");
        return new OpenAiCall(speaks, model, input, streams, wantsUsage, false, routing, endUser);
    }

    /** What the model gets names it as its owner does. */
    Wish wish(String name, Optional<String> idempotencyKey, Duration life) {
        return new Wish(
                model,
                input.deepCopy().put("model", name),
                Optional.empty(),
                idempotencyKey,
                Optional.empty(),
                Optional.of(life),
                false,
                routing,
                endUser,
                Optional.empty());
    }

    private static Optional<String> endUser(JsonNode user) {
        if (isAbsent(user)) {
            return Optional.empty();
        }
        if (!user.isTextual() || user.asText().isBlank() || user.asText().length() > Limits.END_USER_LENGTH) {
            throw Requests.invalid("/user", "must be 1 to " + Limits.END_USER_LENGTH + " characters");
        }
        if (user.asText().indexOf('\0') >= 0) { // PostgreSQL's text cannot hold it
            throw Requests.invalid("/user", "must not hold U+0000");
        }
        return Optional.of(user.asText());
    }

    private static void requireMessages(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw Requests.invalid("/messages", "must be a list of at least one message");
        }
        for (int i = 0; i < messages.size(); i++) {
            if (!messages.get(i).path("role").isTextual()) {
                throw Requests.invalid("/messages/" + i + "/role", "must be a text");
            }
        }
    }

    private static void requireTexts(JsonNode texts) {
        boolean isText = texts.isTextual() && !texts.asText().isEmpty();
        if (!isText && !(texts.isArray() && !texts.isEmpty())) {
            throw Requests.invalid("/input", "must be a text or a list of texts");
        }
    }

    private static boolean flag(JsonNode value, String at) {
        if (!isAbsent(value) && !value.isBoolean()) {
            throw Requests.invalid(at, "must be true or false");
        }
        return value.asBoolean(false);
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
