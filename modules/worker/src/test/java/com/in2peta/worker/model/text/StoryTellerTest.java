package com.in2peta.worker.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.worker.job.JobContext;
import com.in2peta.worker.job.ModelFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoryTellerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final StoryTeller TELLER = new StoryTeller();

    @Test
    void itsExampleComesTrue() throws IOException, ModelFailure {
        JsonNode example = JSON.readTree(StoryTeller.class.getResourceAsStream("/models/story-teller/model.json"))
                .path("default_example");

        JsonNode output = TELLER.run(example.path("input"), new Chunks());

        assertThat(JSON.readTree(output.toString())).isEqualTo(example.path("output"));
    }

    @Test
    void theChunksOfAStreamAreTheSameStory() throws IOException, ModelFailure {
        ObjectNode input = (ObjectNode) JSON.readTree(
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Once\"}]}],\"seed\":3,"
                        + "\"max_completion_tokens\":90}");
        String whole =
                TELLER.run(input, new Chunks()).at("/choices/0/message/content").asText();
        Chunks chunks = new Chunks();

        assertThat(TELLER.run(input.put("stream", true), chunks)).isNull();

        StringBuilder told = new StringBuilder();
        for (String chunk : chunks.all) {
            told.append(JSON.readTree(chunk).at("/choices/0/delta/content").asText(""));
        }
        assertThat(told).hasToString(whole);
        assertThat(whole).hasSize(90);
        JsonNode last = JSON.readTree(chunks.all.get(chunks.all.size() - 1));
        assertThat(last.at("/usage/total_tokens").asInt()).isEqualTo(94);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"messages\":[]}",
                "{\"messages\":[{\"role\":\"user\"}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_tokens\":10001}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"temperature\":3}"
            })
    void refusesWhatIsNoChat(String input) throws IOException {
        JsonNode chat = JSON.readTree(input);

        assertThatThrownBy(() -> TELLER.run(chat, new Chunks())).isInstanceOf(ModelFailure.class);
    }

    private static final class Chunks implements JobContext {

        private final List<String> all = new ArrayList<>();

        @Override
        public void check() {
            // runs to its end
        }

        @Override
        public void emit(String chunk) {
            all.add(chunk);
        }
    }
}
