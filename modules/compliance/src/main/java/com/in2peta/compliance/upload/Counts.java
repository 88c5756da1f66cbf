package com.in2peta.compliance.upload;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;

/** Numbers by name, as JSON. */
final class Counts {

    private Counts() {}

    static String write(Map<String, Long> counts) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        counts.forEach(object::add);
        return object.build().toString();
    }

    static Map<String, Long> read(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            Map<String, Long> counts = new TreeMap<>();
            reader.readObject().forEach((name, value) -> counts.put(name, ((JsonNumber) value).longValueExact()));
            return counts;
        }
    }
}
