package com.in2peta.launcher;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code ready.json}: it exists while everything is ready, and always holds the process ids of now. */
public final class ReadyFile {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;

    public ReadyFile(Path file) {
        this.file = file;
    }

    /** Who may sign in with what. */
    public record Account(String email, String password) {}

    /** A line for the shell, and a value that its output holds. */
    public record Example(String name, String curl, String expect) {}

    /** Everything a test or a person needs to use the running system. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Content(
            String baseUrl,
            List<String> nodeUrls,
            String apiKey,
            String email,
            String password,
            String jdbcUrl,
            String keysJdbcUrl,
            Account staff,
            Map<String, Long> pids,
            String logDir,
            String sandboxUrl,
            Map<String, Map<String, String>> providers,
            String mailUrl,
            List<Example> examples) {}

    public void write(Content content) {
        try {
            PrivateFile.write(file, JSON.writeValueAsString(content) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public Content read() throws IOException {
        return JSON.readValue(file.toFile(), Content.class);
    }

    public void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StartFailure("cannot remove " + file, e);
        }
    }
}
