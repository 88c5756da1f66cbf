package com.in2peta.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;

/** What a provider publishes about its API, as OpenAPI 3 or Swagger 2; says where JSON differs from it. */
public final class PublishedApi {

    private static final Map<String, List<String>> NODE_TYPES = Map.of(
            "string", List.of("STRING"),
            "integer", List.of("NUMBER"),
            "number", List.of("NUMBER"),
            "boolean", List.of("BOOLEAN"),
            "array", List.of("ARRAY"),
            "object", List.of("OBJECT"));

    private final JsonNode description;

    public PublishedApi(Path file) throws IOException {
        description = new ObjectMapper().readTree(file.toFile());
    }

    /** Nothing when there is such an operation and its body may look like this. */
    public List<String> requestDifferences(String method, String path, JsonNode body) {
        JsonNode operation = operation(method, path);
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("body")) {
                schema = parameter.path("schema");
            }
        }
        List<String> differences = new ArrayList<>();
        if (operation.isMissingNode()) {
            differences.add("there is no " + method + " " + path);
        } else if (!body.isMissingNode()) {
            compare(method + " " + path, body, schema, differences);
        }
        return differences;
    }

    /** The same for what is answered with 200. */
    public List<String> answerDifferences(String method, String path, JsonNode body) {
        JsonNode response = operation(method, path).at("/responses/200");
        JsonNode openApi = response.at("/content/application~1json/schema");
        List<String> differences = new ArrayList<>();
        compare(
                "answer to " + method + " " + path,
                body,
                openApi.isMissingNode() ? response.path("schema") : openApi,
                differences);
        return differences;
    }

    private JsonNode operation(String method, String path) {
        for (Entry<String, JsonNode> known : description.path("paths").properties()) {
            if (path.matches(known.getKey().replaceAll("\\{[^}]+}", "[^/]+"))) {
                return known.getValue().path(method.toLowerCase(Locale.ROOT));
            }
        }
        return MissingNode.getInstance();
    }

    private void compare(String where, JsonNode value, JsonNode published, List<String> differences) {
        JsonNode schema = published.has("$ref")
                ? description.at(published.path("$ref").asText().substring(1))
                : published;
        String type = schema.path("type").asText(schema.has("properties") ? "object" : "");
        if (schema.isMissingNode() || type.isEmpty()) {
            if (schema.isMissingNode()) {
                differences.add(where + " is not described");
            }
            return;
        }
        if (!NODE_TYPES.get(type).contains(value.getNodeType().name())) {
            differences.add(where + " is " + value.getNodeType() + ", not " + type);
            return;
        }
        if (schema.has("enum") && !schema.path("enum").toString().contains("\"" + value.asText() + "\"")) {
            differences.add(where + " is " + value + ", not one of " + schema.path("enum"));
        }
        for (JsonNode needed : schema.path("required")) {
            if (!value.has(needed.asText())) {
                differences.add(where + " lacks " + needed.asText());
            }
        }
        value.properties().stream()
                .filter(field -> schema.has("properties"))
                .forEach(field -> compare(
                        where + "." + field.getKey(),
                        field.getValue(),
                        schema.path("properties").path(field.getKey()),
                        differences));
        if (value.isArray()) {
            value.forEach(item -> compare(where + "[]", item, schema.path("items"), differences));
        }
    }
}
