package com.in2peta.web.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.inference.api.PredictionStreams.End;
import com.in2peta.inference.api.PredictionView;
import com.in2peta.inference.api.PredictionView.Status;
import com.in2peta.web.api.Json;
import com.in2peta.web.api.OpenAiError;
import java.time.Clock;
import java.util.List;

/**
 * A chat as OpenAI's API streams it. Each part of the output is a chunk, as JSON or as the event that model servers make of it; a model that
 * does not stream gives its whole answer as the only one. The count of tokens comes last, and only to whoever asked for it.
 */
final class ChatEvents implements EventStream.Wording {

    private static final String CHUNK = "chat.completion.chunk";
    private static final String DATA = "data:";
    private static final String DONE = "[DONE]";

    private final PredictionView prediction;
    private final boolean wantsUsage;
    private final Clock clock;
    private JsonNode usage = Json.MAPPER.nullNode();
    private boolean broken;

    ChatEvents(PredictionView prediction, boolean wantsUsage, Clock clock) {
        this.prediction = prediction;
        this.wantsUsage = wantsUsage;
        this.clock = clock;
    }

    @Override
    public String part(int number, String part) {
        StringBuilder events = new StringBuilder();
        for (String line : part.stripLeading().startsWith(DATA) ? part.split("\r\n|\r|\n") : new String[] {part}) {
            String json = line.strip().startsWith(DATA) ? line.strip().substring(DATA.length()) : line;
            if (!broken && !json.isBlank() && !json.strip().equals(DONE)) {
                events.append(chunk(json));
            }
        }
        return events.toString();
    }

    @Override
    public List<String> end(int number, End end) {
        if (broken) {
            return List.of();
        }
        if (end.status() != Status.SUCCEEDED) {
            return List.of(
                    error(OpenAiAnswers.failure(end.status(), end.error(), prediction.deadline(), clock.instant())));
        }
        if (!wantsUsage) {
            return List.of(event(DONE));
        }
        ObjectNode last = OpenAiAnswers.head(prediction, CHUNK);
        last.putArray("choices");
        last.set("usage", usage);
        return List.of(event(last.toString()), event(DONE));
    }

    private String chunk(String json) {
        if (!(read(json) instanceof ObjectNode chunk)
                || !chunk.path("choices").isArray()
                || chunk.hasNonNull("error")) {
            broken = true;
            return error(OpenAiAnswers.badAnswer());
        }
        chunk.path("choices").forEach(ChatEvents::asDelta);
        JsonNode counted = chunk.remove("usage");
        if (counted != null && counted.isObject()) {
            usage = counted;
            if (chunk.path("choices").isEmpty()) {
                return ""; // it comes at the end
            }
        }
        ObjectNode shown = OpenAiAnswers.with(OpenAiAnswers.head(prediction, CHUNK), chunk);
        if (wantsUsage) {
            shown.putNull("usage");
        }
        return event(shown.toString());
    }

    /** A whole message is a delta to nothing. */
    private static void asDelta(JsonNode choice) {
        if (choice instanceof ObjectNode object && object.has("message") && !object.has("delta")) {
            object.set("delta", object.remove("message"));
        }
    }

    private static JsonNode read(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            return Json.MAPPER.missingNode(); // the cause would quote it
        }
    }

    private static String error(OpenAiError error) {
        return event(error.json());
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }
}
