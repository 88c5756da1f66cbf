package com.in2peta.worker.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.worker.job.JobContext;
import com.in2peta.worker.job.Model;
import com.in2peta.worker.job.ModelFailure;
import com.in2peta.worker.model.Inputs;
import java.security.SecureRandom;
import java.util.SplittableRandom;

/**
 * Continues the story of the last message, by the model of the {@link TextGenerator}. Input and output are the bodies of chats in OpenAI's API
 * (https://platform.openai.com/docs/api-reference/chat); a token is a character.
 */
public final class StoryTeller implements Model {

    public static final String ENDPOINT = "story-teller";
    /** What a chunk adds around its words is many times their length, and a job's stream has a limit. */
    public static final int MAX_TOKENS = 10_000;

    private static final int DEFAULT_TOKENS = 200;
    private static final double DEFAULT_TEMPERATURE = 0.8;
    private static final double MAX_TEMPERATURE = 2;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final TextGenerator generator = new TextGenerator();
    private final SecureRandom seeds = new SecureRandom();

    @Override
    public JsonNode run(JsonNode input, JobContext context) throws ModelFailure {
        String told = lastMessage(input);
        int tokens = Inputs.whole(
                input,
                input.hasNonNull("max_completion_tokens") ? "max_completion_tokens" : "max_tokens",
                DEFAULT_TOKENS,
                1,
                MAX_TOKENS);
        double temperature = Inputs.number(input, "temperature", DEFAULT_TEMPERATURE, 0, MAX_TEMPERATURE);
        SplittableRandom random =
                new SplittableRandom(Inputs.seed(input, "seed").orElseGet(seeds::nextLong));
        if (input.path("stream").asBoolean()) {
            stream(told, tokens, temperature, random, context);
            return null;
        }
        StringBuilder text = new StringBuilder();
        generator.write(told, tokens, temperature, random, writing(context, text::append));
        ObjectNode answer = JSON.objectNode().put("object", "chat.completion");
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", text.toString());
        choice.put("finish_reason", "length"); // a story has no end of its own
        answer.set("usage", usage(told, tokens));
        return answer;
    }

    private void stream(String told, int tokens, double temperature, SplittableRandom random, JobContext context) {
        context.emit(chunk(JSON.objectNode().put("role", "assistant").put("content", ""), null)
                .toString());
        generator.write(
                told,
                tokens,
                temperature,
                random,
                writing(
                        context,
                        words -> context.emit(chunk(JSON.objectNode().put("content", words), null)
                                .toString())));
        context.emit(chunk(JSON.objectNode(), "length").toString());
        ObjectNode last = JSON.objectNode().put("object", "chat.completion.chunk");
        last.putArray("choices");
        last.set("usage", usage(told, tokens));
        context.emit(last.toString());
    }

    private static JobContext writing(JobContext context, java.util.function.Consumer<String> words) {
        return new JobContext() {
            @Override
            public void check() {
                context.check();
            }

            @Override
            public void emit(String chunk) {
                words.accept(chunk);
            }
        };
    }

    private static ObjectNode chunk(ObjectNode delta, String reason) {
        ObjectNode chunk = JSON.objectNode().put("object", "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", reason);
        return chunk;
    }

    private static ObjectNode usage(String told, int tokens) {
        return JSON.objectNode()
                .put("prompt_tokens", told.length())
                .put("completion_tokens", tokens)
                .put("total_tokens", told.length() + tokens);
    }

    /** Its text, or the texts of its parts. */
    private static String lastMessage(JsonNode input) throws ModelFailure {
        JsonNode messages = input.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw new ModelFailure("messages is missing or empty");
        }
        JsonNode content = messages.get(messages.size() - 1).path("content");
        StringBuilder text = new StringBuilder();
        if (content.isArray()) {
            content.forEach(part -> text.append(part.path("text").asText()));
        } else if (content.isTextual()) {
            text.append(content.asText());
        } else {
            throw new ModelFailure("the last message has no content");
        }
        if (text.length() > TextGenerator.MAX_PROMPT_CHARACTERS) {
            throw new ModelFailure(
                    "the last message is longer than " + TextGenerator.MAX_PROMPT_CHARACTERS + " characters");
        }
        return text.toString();
    }
}
