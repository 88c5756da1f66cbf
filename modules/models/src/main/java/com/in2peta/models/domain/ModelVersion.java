package com.in2peta.models.domain;

import com.in2peta.models.api.ModelInterface;
import com.in2peta.models.api.Target;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A version never changes: its id is the SHA-256 of everything in it. */
@Entity
@Table(name = "model_version", schema = "models")
public class ModelVersion {

    /** The content of a version; schemas and example are compact JSON. */
    public record Content(
            String inputSchema,
            String outputSchema,
            Optional<String> defaultExample,
            long priceMicrosPerSecond,
            String currency,
            int runLimitSeconds,
            List<Target> targets,
            Optional<ModelInterface> speaks) {}

    @Id
    private String id;

    @Column(name = "model_id", nullable = false, updatable = false)
    private UUID modelId;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(name = "input_schema", nullable = false, updatable = false)
    private String inputSchema;

    @Column(name = "output_schema", nullable = false, updatable = false)
    private String outputSchema;

    @Column(name = "default_example", updatable = false)
    private String defaultExample;

    @Column(name = "price_micros_per_second", nullable = false, updatable = false)
    private long priceMicrosPerSecond;

    @Column(nullable = false, updatable = false)
    private String currency;

    @Column(name = "run_limit_seconds", nullable = false, updatable = false)
    private int runLimitSeconds;

    @Column(nullable = false, updatable = false)
    private String provider;

    @Column(nullable = false, updatable = false)
    private String endpoint;

    /** All of them, as {@link Target#text} writes them, when they are more than an endpoint at the version's price. */
    @Column(updatable = false)
    private String targets;

    @Column(name = "interface", updatable = false)
    private String speaks;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    protected ModelVersion() {
        // for the persistence provider
    }

    public static ModelVersion of(Model model, Content content, Instant now) {
        ModelVersion version = new ModelVersion();
        version.id = id(model, content);
        version.modelId = model.id();
        version.organizationId = model.organizationId();
        version.inputSchema = content.inputSchema();
        version.outputSchema = content.outputSchema();
        version.defaultExample = content.defaultExample().orElse(null);
        version.priceMicrosPerSecond = content.priceMicrosPerSecond();
        version.currency = content.currency();
        version.runLimitSeconds = content.runLimitSeconds();
        version.provider = content.targets().get(0).provider();
        version.endpoint = content.targets().get(0).endpoint();
        version.targets = text(content.targets());
        version.speaks = content.speaks().map(ModelInterface::wire).orElse(null);
        version.createdAt = now;
        return version;
    }

    /** Each part is preceded by its length, so that no two contents read alike. */
    private static String id(Model model, Content content) {
        StringBuilder canonical = new StringBuilder();
        List<Object> parts = new ArrayList<>(List.of(
                model.id(),
                content.inputSchema(),
                content.outputSchema(),
                content.defaultExample().orElse(""),
                content.priceMicrosPerSecond(),
                content.currency(),
                content.runLimitSeconds(),
                content.targets().get(0).provider(),
                content.targets().get(0).endpoint()));
        // Where there is one endpoint, its id stays what it was before there could be more.
        Optional.ofNullable(text(content.targets())).ifPresent(parts::add);
        content.speaks().map(ModelInterface::wire).ifPresent(parts::add);
        for (Object part : parts) {
            String text = part.toString();
            canonical.append(text.length()).append(':').append(text);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    private static String text(List<Target> targets) {
        boolean isPlain =
                targets.size() == 1 && targets.get(0).priceMicrosPerSecond().isEmpty();
        return isPlain ? null : Target.text(targets);
    }

    public String id() {
        return id;
    }

    public UUID modelId() {
        return modelId;
    }

    public Instant createdAt() {
        return createdAt;
    }

    private List<Target> places() {
        return targets == null ? List.of(new Target(provider, endpoint)) : Target.list(targets);
    }

    public Content content() {
        return new Content(
                inputSchema,
                outputSchema,
                Optional.ofNullable(defaultExample),
                priceMicrosPerSecond,
                currency,
                runLimitSeconds,
                places(),
                Optional.ofNullable(speaks).flatMap(ModelInterface::ofWire));
    }
}
