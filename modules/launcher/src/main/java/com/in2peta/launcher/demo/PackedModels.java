package com.in2peta.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.launcher.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The descriptions of the models that the worker's jar brings along: {@code models/<endpoint>/model.json}. */
final class PackedModels {

    private static final Pattern DESCRIPTION = Pattern.compile("models/([a-z0-9-]+)/model\\.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private PackedModels() {}

    static Map<String, JsonNode> in(Path workerJar) {
        Map<String, JsonNode> models = new TreeMap<>();
        try (JarFile jar = new JarFile(workerJar.toFile())) {
            List<JarEntry> entries =
                    jar.stream().sorted(Comparator.comparing(JarEntry::getName)).toList();
            for (JarEntry entry : entries) {
                Matcher name = DESCRIPTION.matcher(entry.getName());
                if (name.matches()) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        models.put(name.group(1), JSON.readTree(in));
                    }
                }
            }
            return models;
        } catch (IOException e) {
            throw new StartFailure("cannot read the models in " + workerJar + ": " + e.getMessage(), e);
        }
    }
}
