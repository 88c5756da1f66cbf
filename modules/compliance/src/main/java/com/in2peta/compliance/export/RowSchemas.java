package com.in2peta.compliance.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON Schema (2020-12) of an element's rows. */
final class RowSchemas {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PARTY = "^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|other-[0-9a-f]{32})$";

    private RowSchemas() {}

    static String path(String element) {
        return "schemas/" + element + ".schema.json";
    }

    /**
     * Of the whole file where rows are an array, of one line where they are lines.
     *
     * @param rows what a row is, in the words of the catalogue
     */
    static ObjectNode of(Element element, String rows, boolean array) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:in2peta:export:1:" + element.table());
        schema.put("title", element.table());
        schema.put("description", rows);
        if (array) {
            schema.put("type", "array");
            schema.putObject("items").put("$ref", "#/$defs/row");
        } else {
            schema.put("$ref", "#/$defs/row");
        }
        ObjectNode row = schema.putObject("$defs").putObject("row");
        row.put("type", "object").put("additionalProperties", false);
        ArrayNode required = row.putArray("required");
        ObjectNode properties = row.putObject("properties");
        for (Field field : element.fields()) {
            required.add(field.column());
            properties.set(field.column(), value(field));
        }
        return schema;
    }

    private static ObjectNode value(Field field) {
        ObjectNode value = JSON.createObjectNode();
        switch (field.form()) {
            case NUMBER -> type(value, field, field.type().matches("smallint|integer|bigint") ? "integer" : "number");
            case TRUTH -> type(value, field, "boolean");
            case TEXT -> type(value, field, "string");
            case TIME -> type(value, field, "string").put("format", "date-time");
            case PARTY -> type(value, field, "string").put("pattern", PARTY);
            case BYTES -> type(value, field, "string").put("pattern", "^([0-9a-f]{2})*$");
            case JSON -> {
                if (field.type().endsWith("[]")) {
                    type(value, field, "array");
                }
            }
            case CONTENT -> value.put("description", "as it was sent or received");
        }
        return value;
    }

    private static ObjectNode type(ObjectNode value, Field field, String type) {
        if (field.required()) {
            value.put("type", type);
        } else {
            value.putArray("type").add(type).add("null");
        }
        return value;
    }
}
