package com.in2peta.sandbox.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What one may send to make or change a resource.
 *
 * @param fields all that are known, with their types
 * @param needed those without which nothing is made
 */
record Shape(Map<String, JsonNodeType> fields, String... needed) {

    void checkNew(ObjectNode body) {
        for (String field : needed) {
            if (!body.has(field)) {
                throw RunPodFailure.invalid(field + " is missing");
            }
        }
        checkChange(body);
    }

    /** A typo must not pass for a wish that was granted. */
    void checkChange(ObjectNode body) {
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            JsonNodeType type = fields.get(field.getKey());
            if (type == null) {
                throw RunPodFailure.invalid("there is no field " + field.getKey());
            }
            if (field.getValue().getNodeType() != type) {
                throw RunPodFailure.invalid(field.getKey() + " is not a " + type);
            }
        }
    }
}
