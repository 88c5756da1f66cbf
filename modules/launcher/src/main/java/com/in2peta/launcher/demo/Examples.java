package com.in2peta.launcher.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.launcher.ReadyFile.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines that can be pasted into any POSIX shell, in any directory. Their answers are in the samples' README. */
public final class Examples {

    private static final String IMAGE_ANSWER = "4071";
    private static final String TEXT_ANSWER = "\"fr\"";
    private static final String AUDIO_ANSWER = "2580#";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String baseUrl;
    private final Demo demo;
    private final Path samples;

    public Examples(String baseUrl, Demo demo, Path samples) {
        this.baseUrl = baseUrl;
        this.demo = demo;
        this.samples = samples;
    }

    public List<Example> all() {
        return List.of(
                new Example("image", post("-d " + quoted(image())), IMAGE_ANSWER),
                new Example("text", post("-d " + quoted(text())), TEXT_ANSWER),
                new Example("audio", audio(), AUDIO_ANSWER));
    }

    private String image() {
        String data = Base64.getEncoder().encodeToString(bytes("digits.png"));
        return body("digit-reader", Map.of("image", "data:image/png;base64," + data));
    }

    private String text() {
        return body(
                "language-identifier", Map.of("text", new String(bytes("text.txt"), StandardCharsets.UTF_8).strip()));
    }

    /** A recording is too long for a line in a terminal, so the shell puts it into the body. */
    private String audio() {
        String before =
                "{\"version\":\"" + version("keypad-tones") + "\",\"input\":{\"audio\":\"data:audio/wav;base64,";
        return "printf '%s%s%s' " + quoted(before) + " \"$(base64 < "
                + quoted(samples.resolve("keypad.wav").toString()) + " | tr -d '\\n')\" " + quoted("\"}}") + " | "
                + post("-d @-");
    }

    private String post(String body) {
        return "curl -sS -X POST " + baseUrl + "/v1/predictions -H " + quoted("Authorization: Bearer " + demo.apiKey())
                + " -H 'Content-Type: application/json' -H 'Prefer: wait' " + body;
    }

    private String body(String endpoint, Map<String, String> input) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("version", version(endpoint));
        body.put("input", input);
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String version(String endpoint) {
        return demo.versions().get(endpoint);
    }

    private byte[] bytes(String sample) {
        try {
            return Files.readAllBytes(samples.resolve(sample));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
