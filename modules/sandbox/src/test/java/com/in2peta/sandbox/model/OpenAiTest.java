package com.in2peta.sandbox.model;

import static com.in2peta.sandbox.RunningSandbox.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.sandbox.RunningSandbox.Answer;
import com.in2peta.sandbox.SandboxTestCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiTest extends SandboxTestCase {

    private static final String V1 = "/koyeb/apps/echo/v1";
    private static final String MESSAGES = "\"messages\":[{\"role\":\"system\",\"content\":\"be kind\"},"
            + "{\"role\":\"user\",\"content\":\"one two three\"}]";

    @Test
    void chats() throws Exception {
        Answer answer = post("/chat/completions", "{" + MESSAGES + "}");

        assertThat(answer.at("/object")).isEqualTo("chat.completion");
        assertThat(answer.at("/choices/0/message/content")).isEqualTo("one two three");
        assertThat(answer.at("/choices/0/finish_reason")).isEqualTo("stop");
        assertThat(answer.at("/usage/prompt_tokens")).isEqualTo("5");
        assertThat(answer.at("/usage/completion_tokens")).isEqualTo("3");
        assertThat(answer.at("/usage/total_tokens")).isEqualTo("8");
    }

    @Test
    void stopsAtTheLimit() throws Exception {
        Answer answer = post("/chat/completions", "{" + MESSAGES + ",\"max_tokens\":2}");

        assertThat(answer.at("/choices/0/message/content")).isEqualTo("one two");
        assertThat(answer.at("/choices/0/finish_reason")).isEqualTo("length");
    }

    @Test
    void streamsWithTheUsageInTheLastChunk() throws Exception {
        Answer answer = post(
                "/chat/completions", "{" + MESSAGES + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}");

        String[] events = answer.text().split("\n\n");
        assertThat(events).hasSize(6).allMatch(event -> event.startsWith("data: "));
        assertThat(events[0]).contains("\"content\":\"one\"");
        assertThat(events[3]).contains("\"finish_reason\":\"stop\"");
        assertThat(events[4]).contains("\"choices\":[]", "\"total_tokens\":8");
        assertThat(events[5]).isEqualTo("data: [DONE]");
        assertThat(post("/chat/completions", "{" + MESSAGES + ",\"stream\":true}")
                        .text())
                .doesNotContain("usage");
    }

    @Test
    void embeds() throws Exception {
        Answer answer = post("/embeddings", "{\"input\":[\"one two\",\"three\"],\"dimensions\":4}");

        JsonNode vector = answer.json().at("/data/0/embedding");
        assertThat(vector).hasSize(4);
        double square = 0;
        for (JsonNode value : vector) {
            square += value.asDouble() * value.asDouble();
        }
        assertThat(square).isBetween(0.999, 1.001);
        assertThat(answer.at("/usage/total_tokens")).isEqualTo("3");
        assertThat(post("/embeddings", "{\"input\":\"one two\",\"dimensions\":4}")
                        .json()
                        .at("/data/0/embedding"))
                .isEqualTo(vector)
                .isNotEqualTo(answer.json().at("/data/1/embedding"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/chat/completions | [",
                "/chat/completions | {\"messages\":[]}",
                "/embeddings       | {}",
                "/embeddings       | {\"input\":\"x\",\"dimensions\":2049}"
            })
    void refusesInItsOwnWords(String path, String body) throws Exception {
        Answer refused = post(path, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/error/type")).isEqualTo("invalid_request_error");
    }

    private Answer post(String path, String body) throws Exception {
        return sandbox.post(V1 + path, body, SERVICE);
    }
}
