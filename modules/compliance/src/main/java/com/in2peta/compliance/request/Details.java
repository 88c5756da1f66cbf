package com.in2peta.compliance.request;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;

/** The parameters of a request as JSON: texts by name. */
final class Details {

    private Details() {}

    static String write(Map<String, String> details) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        details.forEach(object::add);
        return object.build().toString();
    }

    static Map<String, String> read(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            Map<String, String> details = new TreeMap<>();
            var object = reader.readObject();
            object.forEach((name, value) ->
                    details.put(name, value instanceof JsonString text ? text.getString() : value.toString()));
            return details;
        }
    }
}
