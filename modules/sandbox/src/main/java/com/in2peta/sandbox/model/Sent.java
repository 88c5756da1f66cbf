package com.in2peta.sandbox.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.http.Request;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a model was sent.
 *
 * @param headers the names of the request's headers, in lower case
 * @param fields the paths of all fields of its body, such as {@code input.text} and {@code webhook}
 * @param bytes the size of its body
 */
public record Sent(JsonNode input, SortedSet<String> headers, SortedSet<String> fields, int bytes) {

    private static final int MAX_FIELDS = 1_000;

    /** With the field {@code input} of the body as the model's. */
    public static Sent of(Request request, ObjectNode body) {
        SortedSet<String> headers = new TreeSet<>();
        request.headers().keySet().forEach(name -> headers.add(name.toLowerCase(Locale.ROOT)));
        SortedSet<String> fields = new TreeSet<>();
        collect("", body, fields);
        return new Sent(body.path("input"), headers, fields, request.body().length);
    }

    private static void collect(String path, JsonNode node, SortedSet<String> into) {
        if (into.size() >= MAX_FIELDS) {
            return;
        }
        if (node instanceof ObjectNode object) {
            for (Entry<String, JsonNode> field : object.properties()) {
                String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                into.add(below);
                collect(below, field.getValue(), into);
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(item -> collect(path + "[]", item, into));
        }
    }
}
