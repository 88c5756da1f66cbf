package com.in2peta.sandbox.koyeb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Set;

/** Checks what services are to be like. */
final class Definitions {

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";

    /** Of the published description, without what has no container: git, archive and database. */
    private static final Set<String> FIELDS = Set.of(
            "name",
            "type",
            "strategy",
            "routes",
            "ports",
            "proxy_ports",
            "env",
            "regions",
            "scalings",
            "instance_types",
            "health_checks",
            "volumes",
            "config_files",
            "skip_cache",
            "mesh",
            "network_policy",
            "docker");

    private Definitions() {}

    /** The field {@code definition} of a body. */
    static ObjectNode of(ObjectNode body) {
        if (!(body.get("definition") instanceof ObjectNode definition)) {
            throw KoyebFailure.invalid("definition", "missing");
        }
        for (Iterator<String> names = definition.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                // A typo must not pass for a wish that was granted.
                throw KoyebFailure.invalid("definition." + name, "not known here");
            }
        }
        requireName("definition.name", definition.path("name").asText());
        if (definition.at("/docker/image").asText().isEmpty()) {
            throw KoyebFailure.invalid("definition.docker.image", "missing");
        }
        return definition;
    }

    static void requireName(String field, String name) {
        if (!name.matches(NAME)) {
            throw KoyebFailure.invalid(field, "not small letters, digits and hyphens");
        }
    }

    /** How many instances somebody wants by hand. */
    static JsonNode scalings(ObjectNode body) {
        JsonNode scalings = body.path("scalings");
        for (JsonNode scaling : scalings) {
            if (!scaling.path("instances").canConvertToInt()) {
                throw KoyebFailure.invalid("scalings.instances", "not a number");
            }
        }
        if (!scalings.isArray()) {
            throw KoyebFailure.invalid("scalings", "not a list");
        }
        return scalings;
    }
}
