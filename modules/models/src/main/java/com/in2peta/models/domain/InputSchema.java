package com.in2peta.models.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.Violation;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A compiled JSON Schema (2020-12) that strangers wrote: it may refer to itself but to nothing outside, formats are asserted, and its
 * patterns run in linear time (RE2), so that no pattern can hold a thread.
 */
public final class InputSchema {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(
            Dialect.builder(Dialects.getDraft202012()).format(new FileAddress()).build(),
            builder -> builder.schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .regularExpressionFactory(pattern -> {
                                Pattern compiled = Pattern.compile(pattern);
                                return value -> compiled.matcher(value).find();
                            })
                            .build()));

    /** Their members are named by the author, and each is a schema. */
    private static final Set<String> NAMED_SCHEMAS =
            Set.of("properties", "patternProperties", "$defs", "dependentSchemas");
    /** What is under them is data, whatever it looks like. */
    private static final Set<String> DATA = Set.of("enum", "const", "default", "examples", "required");

    private final Schema schema;

    private InputSchema(Schema schema) {
        this.schema = schema;
    }

    /** Compiles a schema that {@link #problems} found good. */
    public static InputSchema compile(JsonNode schema) {
        Schema compiled = REGISTRY.getSchema(schema);
        compiled.initializeValidators();
        return new InputSchema(compiled);
    }

    /** What is wrong with a schema that somebody wants to publish; the pointers begin with {@code at}. */
    public static List<Violation> problems(JsonNode schema, String at) {
        List<Violation> problems = new ArrayList<>();
        if (!schema.isObject()) {
            return List.of(new Violation(at, "must be a JSON Schema object"));
        }
        if (schema.toString().getBytes(StandardCharsets.UTF_8).length > Limits.SCHEMA_BYTES) {
            return List.of(new Violation(at, "must not be larger than " + Limits.SCHEMA_BYTES + " bytes"));
        }
        findForeignParts(schema, at, problems);
        if (problems.isEmpty()) {
            Schema meta = REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
            meta.validate(schema.toString(), InputFormat.JSON)
                    .forEach(
                            error -> problems.add(new Violation(at + error.getInstanceLocation(), error.getMessage())));
        }
        if (problems.isEmpty()) {
            try {
                compile(schema);
            } catch (RuntimeException e) {
                problems.add(new Violation(at, "cannot be compiled"));
            }
        }
        return problems.size() > Limits.VIOLATIONS ? problems.subList(0, Limits.VIOLATIONS) : problems;
    }

    /** Every violation, up to the limit of a problem document. */
    public List<Violation> check(JsonNode input) {
        return schema.validate(input).stream()
                .limit(Limits.VIOLATIONS)
                .map(error -> new Violation(pointer(error), error.getMessage()))
                .toList();
    }

    /** A missing or a superfluous member is named itself rather than the object around it. */
    private static String pointer(Error error) {
        String at = error.getInstanceLocation().toString();
        return error.getProperty() == null
                ? at
                : at + "/" + error.getProperty().replace("~", "~0").replace("/", "~1");
    }

    /** Walks through the schemas inside a schema; what stands under a name of the author's, or is only data, is not a keyword. */
    private static void findForeignParts(JsonNode node, String at, List<Violation> problems) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                findForeignParts(node.get(i), at + "/" + i, problems);
            }
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String pointer = at + "/" + member.getKey();
            if (NAMED_SCHEMAS.contains(member.getKey())) {
                member.getValue()
                        .properties()
                        .forEach(named -> findForeignParts(named.getValue(), pointer + "/" + named.getKey(), problems));
            } else if (!DATA.contains(member.getKey())) {
                checkKeyword(member.getKey(), member.getValue(), pointer, problems);
                findForeignParts(member.getValue(), pointer, problems);
            }
        }
    }

    private static void checkKeyword(String keyword, JsonNode value, String pointer, List<Violation> problems) {
        switch (keyword) {
            case "$ref", "$dynamicRef" -> {
                if (!value.asText().startsWith("#")) {
                    problems.add(new Violation(pointer, "must stay inside the schema"));
                }
            }
            case "$id", "$anchor", "$dynamicAnchor", "$vocabulary" ->
                problems.add(new Violation(pointer, "is not supported"));
            case "$schema" -> {
                if (!value.asText().equals(SpecificationVersion.DRAFT_2020_12.getDialectId())) {
                    problems.add(new Violation(pointer, "must be JSON Schema 2020-12"));
                }
            }
            case "pattern" -> {
                if (value.isTextual() && !compiles(value.asText())) {
                    problems.add(new Violation(pointer, "must be a pattern that RE2 accepts"));
                }
            }
            default -> {
                // other keywords reach nothing outside
            }
        }
    }

    private static boolean compiles(String pattern) {
        try {
            Pattern.compile(pattern);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
