package com.in2peta.kernel.egress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The paths in a JSON object, as the catalogue lists them: {@code a}, {@code b.c}. */
public final class Fields {

    private Fields() {}

    /** Goes into objects that are members; content that is written raw is one field. */
    public static List<String> of(JsonNode body) {
        List<String> paths = new ArrayList<>();
        collect("", body, paths);
        return paths;
    }

    private static void collect(String prefix, JsonNode node, List<String> paths) {
        node.properties().forEach(member -> {
            String path = prefix + member.getKey();
            if (member.getValue().isObject() && !member.getValue().isEmpty()) {
                collect(path + ".", member.getValue(), paths);
            } else {
                paths.add(path);
            }
        });
    }
}
