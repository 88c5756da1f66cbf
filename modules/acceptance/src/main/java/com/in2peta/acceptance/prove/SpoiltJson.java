package com.in2peta.acceptance.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Ways to spoil a good JSON document or text. */
final class SpoiltJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 5_000;
    private static final int MOST_DIGITS = 5_000;
    private static final int LONGEST = 20_000;
    private static final List<String> ODD = List.of(
            "",
            " ",
            "\u0000",
            "\u0001",
            "\uD800",
            "\uDFFF\uD800",
            "\u202Eabc",
            "\uFEFF",
            "null",
            "NaN",
            "0x10",
            "-0",
            "'",
            "\"",
            "\\",
            "%",
            "%00",
            "../../etc",
            "<script>",
            "${x}",
            "a\nb",
            "\uD83D\uDE00",
            "e\u0301",
            "İ",
            "ß",
            "\uFFFF",
            "1e999");

    private SpoiltJson() {}

    /** The body as bytes, spoilt in one way; sometimes it is not JSON any more. */
    static byte[] spoil(JsonNode good, Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> cut(good, random);
            case 1 -> flip(good, random);
            case 2 -> utf8("[".repeat(random.nextInt(DEEPEST)) + "]".repeat(random.nextInt(DEEPEST)));
            case 3 -> utf8("{\"a\":".repeat(random.nextInt(DEEPEST)) + "1");
            case 4 -> utf8(value(random).toString());
            case 5 -> twice(good);
            default -> utf8(deepCopy(good, random).toString());
        };
    }

    static String oddText(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "x".repeat(random.nextInt(LONGEST));
            case 1 -> characters(random);
            default -> ODD.get(random.nextInt(ODD.size()));
        };
    }

    /** What can stand in a path or query: percent-encoded at will. */
    static String oddSegment(Random random) {
        StringBuilder segment = new StringBuilder();
        for (byte b : oddText(random).getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 127 && "%?#/\\\"<>{}|^`".indexOf(b) < 0) {
                segment.append((char) b);
            } else {
                segment.append(String.format("%%%02X", b & 0xFF));
            }
        }
        return segment.toString();
    }

    private static JsonNode deepCopy(JsonNode good, Random random) {
        JsonNode copy = good.deepCopy();
        List<JsonNode> containers = new ArrayList<>();
        collect(copy, containers);
        for (int i = random.nextInt(3); i >= 0 && !containers.isEmpty(); i--) {
            JsonNode container = containers.get(random.nextInt(containers.size()));
            if (container instanceof ObjectNode object) {
                change(object, random);
            } else {
                ((ArrayNode) container).add(value(random));
            }
        }
        return copy;
    }

    private static void change(ObjectNode object, Random random) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || random.nextInt(5) == 0) {
            object.set(oddText(random), value(random));
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(4) == 0) {
            object.remove(name);
        } else {
            object.set(name, value(random));
        }
    }

    private static JsonNode value(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextLong());
            case 3 -> NODES.numberNode(random.nextDouble() * 1e300);
            case 4 -> NODES.numberNode(new BigInteger("9".repeat(1 + random.nextInt(MOST_DIGITS))));
            case 5 -> NODES.arrayNode();
            case 6 -> NODES.objectNode();
            case 7 -> NODES.arrayNode().add(value(random));
            case 8 -> NODES.objectNode().set(oddText(random), value(random));
            case 9 -> NODES.numberNode(random.nextInt(5) - 2);
            default -> NODES.textNode(oddText(random));
        };
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainerNode()) {
            into.add(node);
            node.forEach(child -> collect(child, into));
        }
    }

    private static byte[] cut(JsonNode good, Random random) {
        byte[] bytes = utf8(good.toString());
        return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }

    private static byte[] flip(JsonNode good, Random random) {
        byte[] bytes = utf8(good.toString());
        for (int i = random.nextInt(5); i >= 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static byte[] twice(JsonNode good) {
        String text = good.toString();
        return utf8(
                text.length() > 2 && text.startsWith("{")
                        ? "{" + text.substring(1, text.length() - 1) + "," + text.substring(1)
                        : text + text);
    }

    private static String characters(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            text.append((char) random.nextInt(Character.MAX_VALUE));
        }
        return text.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
