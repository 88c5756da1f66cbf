package com.in2peta.sandbox.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.http.Json;
import com.in2peta.sandbox.http.Refusal;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * OpenAI's API as model servers offer it. The chat repeats the last message; a token is a word. Vectors are of length
 * one and depend on the text alone.
 */
public final class OpenAi {

    static final int MAX_DIMENSIONS = 2_048;
    static final int MAX_INPUTS = 256;

    private static final int DIMENSIONS = 16;
    private static final String MODEL = "stand-in";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private OpenAi() {}

    /** Answers a request below {@code /v1}. */
    public static Response answer(Request request) {
        return switch (request.method() + " " + request.path()) {
            case "GET /v1/models" -> models();
            case "POST /v1/chat/completions" -> chat(body(request));
            case "POST /v1/embeddings" -> embeddings(body(request));
            default -> throw error(404, "there is no " + request.method() + " " + request.path());
        };
    }

    private static Response models() {
        ObjectNode list = JSON.objectNode().put("object", "list");
        list.putArray("data")
                .addObject()
                .put("id", MODEL)
                .put("object", "model")
                .put("owned_by", "sandbox");
        return Response.json(200, list);
    }

    private static Response chat(ObjectNode body) {
        JsonNode messages = body.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw error(400, "messages is not a list with something in it");
        }
        int prompt = 0;
        for (JsonNode message : messages) {
            prompt += words(message.path("content").asText()).size();
        }
        List<String> said =
                words(messages.get(messages.size() - 1).path("content").asText());
        int most = body.path("max_tokens").asInt(Integer.MAX_VALUE);
        boolean cut = said.size() > most;
        List<String> reply = cut ? said.subList(0, Math.max(0, most)) : said;
        String reason = cut ? "length" : "stop";
        ObjectNode usage =
                usage(prompt).put("completion_tokens", reply.size()).put("total_tokens", prompt + reply.size());
        if (body.path("stream").asBoolean()) {
            boolean withUsage = body.at("/stream_options/include_usage").asBoolean();
            return Response.events(out -> stream(out, reply, reason, withUsage ? usage : null));
        }
        ObjectNode answer = head("chat.completion");
        ObjectNode choice =
                answer.putArray("choices").addObject().put("index", 0).put("finish_reason", reason);
        choice.putObject("message").put("role", "assistant").put("content", String.join(" ", reply));
        answer.set("usage", usage);
        return Response.json(200, answer);
    }

    private static void stream(OutputStream out, List<String> reply, String reason, ObjectNode usage)
            throws IOException {
        for (int i = 0; i < reply.size(); i++) {
            event(out, chunk((i == 0 ? "" : " ") + reply.get(i), null));
        }
        event(out, chunk(null, reason));
        if (usage != null) {
            ObjectNode last = head("chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage);
            event(out, last);
        }
        out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static ObjectNode chunk(String content, String reason) {
        ObjectNode chunk = head("chat.completion.chunk");
        ObjectNode choice =
                chunk.putArray("choices").addObject().put("index", 0).put("finish_reason", reason);
        ObjectNode delta = choice.putObject("delta");
        if (content != null) {
            delta.put("role", "assistant").put("content", content);
        }
        return chunk;
    }

    private static void event(OutputStream out, ObjectNode data) throws IOException {
        out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Response embeddings(ObjectNode body) {
        JsonNode input = body.path("input");
        List<String> texts = new ArrayList<>();
        if (input.isTextual()) {
            texts.add(input.asText());
        } else {
            input.forEach(text -> texts.add(text.asText()));
        }
        int dimensions = body.path("dimensions").asInt(DIMENSIONS);
        if (texts.isEmpty() || texts.size() > MAX_INPUTS || dimensions < 1 || dimensions > MAX_DIMENSIONS) {
            throw error(400, "input has 1 to " + MAX_INPUTS + " texts, dimensions is 1 to " + MAX_DIMENSIONS);
        }
        ObjectNode answer = JSON.objectNode().put("object", "list").put("model", MODEL);
        ArrayNode data = answer.putArray("data");
        int tokens = 0;
        for (int i = 0; i < texts.size(); i++) {
            tokens += words(texts.get(i)).size();
            data.addObject()
                    .put("object", "embedding")
                    .put("index", i)
                    .set("embedding", vector(texts.get(i), dimensions));
        }
        answer.set("usage", usage(tokens).put("total_tokens", tokens));
        return Response.json(200, answer);
    }

    private static ArrayNode vector(String text, int dimensions) {
        double[] values = new Random(text.hashCode()).doubles(dimensions, -1, 1).toArray();
        double length =
                Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
        ArrayNode vector = JSON.arrayNode();
        Arrays.stream(values).forEach(value -> vector.add(value / length));
        return vector;
    }

    private static ObjectNode head(String object) {
        return JSON.objectNode()
                .put("id", "chatcmpl-sandbox")
                .put("object", object)
                .put("created", 0)
                .put("model", MODEL);
    }

    private static ObjectNode usage(int promptTokens) {
        return JSON.objectNode().put("prompt_tokens", promptTokens);
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.trim().split("\\s+"));
    }

    private static ObjectNode body(Request request) {
        return Json.object(request.body()).orElseThrow(() -> error(400, "the body is not a JSON object"));
    }

    private static Refusal error(int status, String message) {
        ObjectNode body = JSON.objectNode();
        body.putObject("error").put("message", message).put("type", "invalid_request_error");
        return new Refusal(Response.json(status, body));
    }
}
