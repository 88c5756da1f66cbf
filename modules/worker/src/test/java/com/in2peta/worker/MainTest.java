package com.in2peta.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.worker.WorkerClient.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worker as its own process. */
class MainTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Process process;
    private BufferedReader output;

    private void start(boolean withKey, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED", // as the manifest of the jar says
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("IN2PETA_WORKER_API_KEY");
        if (withKey) {
            builder.environment().put("IN2PETA_WORKER_API_KEY", WorkerClient.KEY);
        }
        process = builder.start();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        if (process != null) {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private WorkerClient startServing() throws IOException {
        start(true, "--port", "0", "--exit-on-eof");
        String line = output.readLine();
        assertThat(line).contains("listening on http://127.0.0.1:");
        assertThat(output.readLine()).contains("ready");
        return new WorkerClient(Integer.parseInt(line.replaceAll(".*:([0-9]+).*", "$1")));
    }

    private void refused(String why) throws IOException, InterruptedException {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(output.lines().toList()).singleElement().asString().contains(why);
    }

    @Test
    void refusesToStartWithoutAKey() throws IOException, InterruptedException {
        start(false, "--port", "0");
        refused("IN2PETA_WORKER_API_KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--port", "--port x", "--port 99999", "--port 0 --slots 0", "--port 0 --other"})
    void refusesBadArgumentsInOneLine(String arguments) throws IOException, InterruptedException {
        start(true, arguments.isEmpty() ? new String[0] : arguments.split(" "));
        refused("usage");
    }

    @Test
    void refusesABusyPortInOneLine() throws IOException, InterruptedException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start(true, "--port", String.valueOf(busy.getLocalPort()));
            refused("cannot listen");
        }
    }

    @Test
    void runsItsModelsAndEndsWithItsInput() throws IOException, InterruptedException {
        WorkerClient client = startServing();
        for (String endpoint :
                List.of("digit-reader", "language-identifier", "keypad-tones", "text-generator", "story-teller")) {
            JsonNode example = MAPPER.readTree(getClass().getResourceAsStream("/models/" + endpoint + "/model.json"))
                    .path("default_example");
            JsonNode body = MAPPER.createObjectNode().set("input", example.path("input"));
            Answer answer = client.post("/v2/" + endpoint + "/runsync", body.toString());
            assertThat(answer.status()).as(answer.toString()).isEqualTo("COMPLETED");
            if ("digit-reader".equals(endpoint)) {
                assertThat(answer.body().at("/output/digits")).isEqualTo(example.at("/output/digits"));
            }
        }
        process.getOutputStream().close();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output.lines().toList())
                .as("the log names jobs but repeats no content")
                .hasSize(5)
                .noneMatch(line -> line.contains("Once there was"))
                // as a word: the hexadecimal id of a job may hold the digits too
                .noneMatch(line -> line.matches(".*\\b4071\\b.*"));
    }

    @Test
    void stopsALongTextWhenItIsCancelled() throws IOException {
        WorkerClient client = startServing();
        String id = client.post("/v2/text-generator/run", "{\"input\":{\"prompt\":\"\",\"max_characters\":100000}}")
                .id();
        String stream = "/v2/text-generator/stream/" + id + "?wait=10000";
        assertThat(client.get(stream).body().path("stream")).isNotEmpty();
        assertThat(client.post("/v2/text-generator/cancel/" + id, "").status()).isEqualTo("CANCELLED");
        Answer next = client.post(
                "/v2/text-generator/runsync?wait=10000", "{\"input\":{\"prompt\":\"\",\"max_characters\":10}}");
        assertThat(next.status()).isEqualTo("COMPLETED");
        Answer cancelled = client.get("/v2/text-generator/status/" + id);
        assertThat(String.join("", texts(cancelled.body().path("output"))).length())
                .isLessThan(100_000);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
