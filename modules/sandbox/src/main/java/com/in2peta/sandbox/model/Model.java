package com.in2peta.sandbox.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.http.Refusal;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What an image does, by its name. */
public enum Model {

    /** Answers the input, the fields of the body and the names of the headers. */
    ECHO {
        @Override
        JsonNode run(Sent sent, Consumer<JsonNode> parts) {
            ObjectNode output = JSON.objectNode();
            output.set("input", sent.input());
            ArrayNode fields = output.putArray("fields");
            sent.fields().forEach(fields::add);
            ArrayNode headers = output.putArray("headers");
            sent.headers().forEach(headers::add);
            return output;
        }
    },

    /** Gives {@code words} words, one after the other with {@code pause_ms} before each, and then all of them. */
    TEXT {
        @Override
        JsonNode run(Sent sent, Consumer<JsonNode> parts) throws ModelFailure, InterruptedException {
            int words = number(sent, "words", 5, MAX_WORDS);
            int pause = number(sent, "pause_ms", 0, MAX_MILLIS);
            ArrayNode all = JSON.arrayNode();
            for (int i = 1; i <= words; i++) {
                Thread.sleep(pause);
                JsonNode word = JSON.textNode("word" + i + " ");
                parts.accept(word);
                all.add(word);
            }
            return all;
        }
    },

    /** Runs for {@code ms} milliseconds. */
    SLEEP {
        @Override
        JsonNode run(Sent sent, Consumer<JsonNode> parts) throws ModelFailure, InterruptedException {
            int millis = number(sent, "ms", 1_000, MAX_MILLIS);
            Thread.sleep(millis);
            return JSON.objectNode().put("slept_ms", millis);
        }
    },

    /** Answers a chat of OpenAI's API, streamed with {@code pause_ms} before each chunk. */
    CHAT {
        @Override
        JsonNode run(Sent sent, Consumer<JsonNode> parts) throws ModelFailure, InterruptedException {
            int pause = number(sent, "pause_ms", 0, MAX_MILLIS);
            try {
                if (!sent.input().path("stream").asBoolean()) {
                    Thread.sleep(pause);
                    return OpenAi.wholeChat(sent.input());
                }
                ArrayNode all = JSON.arrayNode();
                for (ObjectNode chunk : OpenAi.chatChunks(sent.input())) {
                    Thread.sleep(pause);
                    parts.accept(chunk);
                    all.add(chunk);
                }
                return all;
            } catch (Refusal no) {
                throw new ModelFailure("the input is no chat");
            }
        }
    },

    /** Answers embeddings of OpenAI's API. */
    EMBEDDINGS {
        @Override
        JsonNode run(Sent sent, Consumer<JsonNode> parts) throws ModelFailure {
            try {
                return OpenAi.embeddings(sent.input());
            } catch (Refusal no) {
                throw new ModelFailure("the input has no texts");
            }
        }
    },

    /** Fails with {@code message}, after {@code ms} milliseconds. */
    FAIL {
        @Override
        JsonNode run(Sent sent, Consumer<JsonNode> parts) throws ModelFailure, InterruptedException {
            Thread.sleep(number(sent, "ms", 0, MAX_MILLIS));
            throw new ModelFailure(sent.input().path("message").asText("asked to fail"));
        }
    };

    static final int MAX_WORDS = 10_000;
    static final int MAX_MILLIS = 3_600_000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Runs to the end or until the thread is interrupted; parts may come before the output. */
    abstract JsonNode run(Sent sent, Consumer<JsonNode> parts) throws ModelFailure, InterruptedException;

    /** As in names of images, endpoints and services. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The model of {@code registry/owner/echo:tag}; an image that is none of the models echoes. */
    public static Model ofImage(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1).replaceFirst("[:@].*", "");
        return Stream.of(values())
                .filter(one -> one.wire().equals(name))
                .findFirst()
                .orElse(ECHO);
    }

    /** The model of this very name. */
    public static Optional<Model> named(String name) {
        return Stream.of(values()).filter(one -> one.wire().equals(name)).findFirst();
    }

    private static int number(Sent sent, String field, int byDefault, int most) throws ModelFailure {
        JsonNode value = sent.input().path(field);
        if (value.isMissingNode()) {
            return byDefault;
        }
        if (!value.isInt() || value.asInt() < 0 || value.asInt() > most) {
            throw new ModelFailure(field + " is not a whole number from 0 to " + most);
        }
        return value.asInt();
    }
}
