package com.in2peta.web.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.models.api.ModelInterface;
import com.in2peta.models.api.ModelRegistry.VersionView;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** A version on the wire, in the form of Replicate's API; price, limit, targets and interface are this platform's own fields. */
public record VersionJson(
        String id,
        Instant createdAt,
        String cogVersion,
        OpenApiSchema openapiSchema,
        Price price,
        int runLimitSeconds,
        Target target,
        List<Target> targets,
        @JsonProperty("interface") String speaks) {

    public record Price(long microsPerSecond, String currency) {}

    /** A price stands only where it is another than the version's. */
    public record Target(
            @NotNull String provider,
            @NotNull String endpoint,
            @JsonInclude(JsonInclude.Include.NON_NULL) Long priceMicrosPerSecond) {

        static Target of(com.in2peta.models.api.Target target) {
            OptionalLong price = target.priceMicrosPerSecond();
            return new Target(target.provider(), target.endpoint(), price.isPresent() ? price.getAsLong() : null);
        }

        com.in2peta.models.api.Target target() {
            return new com.in2peta.models.api.Target(
                    provider,
                    endpoint,
                    priceMicrosPerSecond == null ? OptionalLong.empty() : OptionalLong.of(priceMicrosPerSecond));
        }
    }

    /** The part of a Cog container's OpenAPI document that clients read. */
    public record OpenApiSchema(String openapi, Info info, Components components) {

        public record Info(String title, String version) {}

        public record Components(@JsonProperty("schemas") Schemas schemas) {}

        public record Schemas(
                @JsonProperty("Input") JsonNode input,

                @JsonProperty("Output") JsonNode output) {}
    }

    static VersionJson of(String owner, String name, VersionView version) {
        List<Target> targets = version.targets().stream().map(Target::of).toList();
        return new VersionJson(
                version.id(),
                version.createdAt(),
                null,
                new OpenApiSchema(
                        "3.1.0",
                        new OpenApiSchema.Info(owner + "/" + name, version.id()),
                        new OpenApiSchema.Components(
                                new OpenApiSchema.Schemas(version.inputSchema(), version.outputSchema()))),
                new Price(version.priceMicrosPerSecond(), version.currency()),
                version.runLimitSeconds(),
                targets.get(0),
                targets,
                version.speaks().map(ModelInterface::wire).orElse(null));
    }
}
