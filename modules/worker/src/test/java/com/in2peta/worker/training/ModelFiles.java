package com.in2peta.worker.training;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where trained models go: the resource folder of their endpoint. */
final class ModelFiles {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ModelFiles() {}

    private static Path folder(String endpoint) {
        return Path.of("src", "main", "resources", "models", endpoint);
    }

    static void writeModel(String endpoint, byte[] onnx) {
        write(folder(endpoint).resolve("model.onnx"), onnx);
        System.out.printf("%s: %d bytes%n", endpoint, onnx.length);
    }

    /** Records what was measured and how to measure it again; no dates, so that the same run gives the same file. */
    static void writeEvaluation(String endpoint, long seed, ObjectNode measured) {
        ObjectNode record = MAPPER.createObjectNode();
        record.put("endpoint", endpoint);
        record.put("command", "modules/worker/train " + endpoint);
        record.put("seed", seed);
        record.setAll(measured);
        try {
            DefaultPrettyPrinter printer =
                    new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
            write(
                    folder(endpoint).resolve("evaluation.json"),
                    (MAPPER.writer(printer).writeValueAsString(record) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println(record);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
