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
            case "POST /v1/embeddings" -> Response.json(200, embeddings(body(request)));
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
        if (!body.path("stream").asBoolean()) {
            return Response.json(200, wholeChat(body));
        }
        List<ObjectNode> chunks = chatChunks(body);
        return Response.events(out -> {
            for (ObjectNode chunk : chunks) {
                event(out, chunk);
            }
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        });
    }

    /** The answer to a chat. */
    static ObjectNode wholeChat(JsonNode body) {
        Reply reply = Reply.to(body);
        ObjectNode answer = head("chat.completion");
        ObjectNode choice =
                answer.putArray("choices").addObject().put("index", 0).put("finish_reason", reply.reason());
        choice.putObject("message").put("role", "assistant").put("content", String.join(" ", reply.words()));
        answer.set("usage", reply.usage());
        return answer;
    }

    /** The same, word by word. */
    static List<ObjectNode> chatChunks(JsonNode body) {
        Reply reply = Reply.to(body);
        List<ObjectNode> chunks = new ArrayList<>();
        for (String word : reply.words()) {
            chunks.add(chunk((chunks.isEmpty() ? "" : " ") + word, null));
        }
        chunks.add(chunk(null, reply.reason()));
        if (body.at("/stream_options/include_usage").asBoolean()) {
            ObjectNode last = head("chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", reply.usage());
            chunks.add(last);
        }
        return chunks;
    }

    private record Reply(List<String> words, String reason, ObjectNode usage) {

        static Reply to(JsonNode body) {
            JsonNode messages = body.path("messages");
            if (!messages.isArray() || messages.isEmpty()) {
                throw error(400, "messages is not a list with something in it");
            }
            int prompt = 0;
            for (JsonNode message : messages) {
                prompt += OpenAi.words(message.path("content").asText()).size();
            }
            List<String> said = OpenAi.words(
                    messages.get(messages.size() - 1).path("content").asText());
            int most = body.path("max_tokens").asInt(Integer.MAX_VALUE);
            boolean cut = said.size() > most;
            List<String> reply = cut ? said.subList(0, Math.max(0, most)) : said;
            return new Reply(
                    reply,
                    cut ? "length" : "stop",
                    OpenAi.usage(prompt)
                            .put("completion_tokens", reply.size())
                            .put("total_tokens", prompt + reply.size()));
        }
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

    /** A vector for each text. */
    static ObjectNode embeddings(JsonNode body) {
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
        return answer;
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
