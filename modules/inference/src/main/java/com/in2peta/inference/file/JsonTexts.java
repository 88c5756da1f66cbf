package com.in2peta.inference.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.in2peta.kernel.limit.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The texts inside a JSON document, wherever they stand. */
final class JsonTexts {

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.JSON_DEPTH)
                    .maxStringLength(Limits.OUTPUT_BYTES)
                    .build())
            .build());

    private JsonTexts() {}

    /** Shows each text with the JSON pointer of its place. */
    static void forEach(JsonNode node, BiConsumer<String, String> visitor) {
        forEach(node, "", visitor);
    }

    private static void forEach(JsonNode node, String at, BiConsumer<String, String> visitor) {
        if (node.isTextual()) {
            visitor.accept(at, node.textValue());
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                forEach(node.get(i), at + "/" + i, visitor);
            }
        } else {
            node.properties()
                    .forEach(member -> forEach(
                            member.getValue(),
                            at + "/" + member.getKey().replace("~", "~0").replace("/", "~1"),
                            visitor));
        }
    }

    /** The document with other texts in place of some. */
    static byte[] replace(byte[] document, Function<String, Optional<String>> other) {
        try {
            return JSON.writeValueAsBytes(replace(JSON.readTree(document), other));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // it was written by this program
        } catch (IOException e) {
            throw new IllegalStateException(e); // memory has no such errors
        }
    }

    private static JsonNode replace(JsonNode node, Function<String, Optional<String>> other) {
        if (node.isTextual()) {
            return other.apply(node.textValue())
                    .<JsonNode>map(TextNode::valueOf)
                    .orElse(node);
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, replace(array.get(i), other));
            }
        } else if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                member.setValue(replace(member.getValue(), other));
            }
        }
        return node;
    }

    /** Whether the bytes hold the text; one that JSON writes as it is. */
    static boolean holds(byte[] document, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at <= document.length - wanted.length; at++) {
            int same = 0;
            while (same < wanted.length && document[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
