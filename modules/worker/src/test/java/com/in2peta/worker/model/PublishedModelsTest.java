package com.in2peta.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.worker.job.JobContext;
import com.in2peta.worker.job.ModelFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published about each model agrees with what it does. */
class PublishedModelsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LARGEST_MODEL_BYTES = 2_000_000;
    private static final Models MODELS = new Models();

    private static byte[] resource(String endpoint, String file) throws IOException {
        try (InputStream in = Models.class.getResourceAsStream("/models/" + endpoint + "/" + file)) {
            assertThat(in).as(file).isNotNull();
            return in.readAllBytes();
        }
    }

    private static JsonNode json(String endpoint, String file) throws IOException {
        return MAPPER.readTree(resource(endpoint, file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"digit-reader", "language-identifier", "keypad-tones", "text-generator"})
    void isComplete(String endpoint) throws IOException {
        JsonNode model = json(endpoint, "model.json");
        assertThat(model.path("name").asText()).isNotBlank();
        assertThat(model.path("description").asText()).isNotBlank();
        assertThat(model.path("tags")).isNotEmpty();
        assertThat(model.path("input_schema").path("additionalProperties").isBoolean())
                .isTrue();
        assertThat(model.path("price_micros_per_second").asLong() % 1_000).isZero();
        assertThat(model.path("run_limit_seconds").asInt()).isPositive();
        assertThat(model.path("target").path("endpoint").asText()).isEqualTo(endpoint);
        assertThat(resource(endpoint, "model.onnx")).hasSizeLessThan(LARGEST_MODEL_BYTES);
        assertThat(json(endpoint, "evaluation.json").path("command").asText()).endsWith(endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"digit-reader", "language-identifier", "keypad-tones"})
    void itsExampleComesTrue(String endpoint) throws IOException, ModelFailure {
        JsonNode example = json(endpoint, "model.json").path("default_example");
        JsonNode output = MODELS.byEndpoint().get(endpoint).run(example.path("input"), new Collected());
        assertThat(output.path("confidence").asDouble()).isGreaterThan(0.9);
        example.path("output").properties().forEach(field -> {
            if (!"confidence".equals(field.getKey())) {
                assertThat(output.path(field.getKey()).toString())
                        .isEqualTo(field.getValue().toString());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits.png", "keypad.wav", "text.txt"})
    void theExamplesUseTheSampleFiles(String file) throws IOException {
        byte[] sample = Files.readAllBytes(Path.of("..", "..", "samples", file));
        String expected = switch (file) {
            case "text.txt" ->
                json("language-identifier", "model.json")
                        .at("/default_example/input/text")
                        .asText()
                        .concat("\n");
            case "digits.png" ->
                json("digit-reader", "model.json")
                        .at("/default_example/input/image")
                        .asText();
            default ->
                json("keypad-tones", "model.json")
                        .at("/default_example/input/audio")
                        .asText();
        };
        byte[] bytes = file.endsWith(".txt")
                ? expected.getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(expected.substring(expected.indexOf(',') + 1));
        assertThat(bytes).isEqualTo(sample);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 160, 3_000})
    void aSeedGivesTheSameTextOfTheWantedLength(int characters) throws ModelFailure {
        JsonNode input = MAPPER.createObjectNode()
                .put("prompt", "Once th\u00E8re was")
                .put("max_characters", characters)
                .put("seed", 7);
        Collected first = new Collected();
        Collected second = new Collected();
        MODELS.byEndpoint().get("text-generator").run(input, first);
        MODELS.byEndpoint().get("text-generator").run(input, second);
        assertThat(String.join("", first.chunks)).hasSize(characters);
        assertThat(first.chunks).isEqualTo(second.chunks);
        assertThat(first.chunks.size()).isGreaterThanOrEqualTo(characters / 24);
    }

    private static final class Collected implements JobContext {

        private final List<String> chunks = new ArrayList<>();

        @Override
        public void check() {
            // runs to its end
        }

        @Override
        public void emit(String chunk) {
            chunks.add(chunk);
        }
    }
}
