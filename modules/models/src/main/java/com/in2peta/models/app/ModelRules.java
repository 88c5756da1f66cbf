package com.in2peta.models.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import com.in2peta.models.api.ModelInterface;
import com.in2peta.models.api.ModelRegistry.Links;
import com.in2peta.models.api.ModelRegistry.ModelChange;
import com.in2peta.models.api.ModelRegistry.NewModel;
import com.in2peta.models.api.ModelRegistry.NewVersion;
import com.in2peta.models.api.ModelShowcase.NewExample;
import com.in2peta.models.api.Target;
import com.in2peta.models.domain.InputSchema;
import com.in2peta.models.domain.Model;
import com.in2peta.models.domain.ModelLinks;
import com.in2peta.models.domain.ModelVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a model and a version must be like, whoever brings them. */
@ApplicationScoped
class ModelRules {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern ENDPOINT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern TAG = Pattern.compile("[a-z0-9][a-z0-9-]{0,29}");
    static final int MAX_DESCRIPTION = 4_000;
    private static final int MAX_HARDWARE = 60;
    private static final int MAX_TAGS = 20;
    private static final long MAX_PRICE = 1_000_000_000_000L;
    private static final int MAX_TARGETS = 8;
    private static final int MIN_RUN_LIMIT = 5;
    private static final int MAX_RUN_LIMIT = 604_800;

    private static final int MAX_URL = 500;
    private static final String INTERFACES =
            Arrays.stream(ModelInterface.values()).map(ModelInterface::wire).collect(Collectors.joining(" or "));

    @Inject
    ModelsConfig config;

    void check(NewModel model) {
        List<Violation> violations = new ArrayList<>();
        if (!NAME.matcher(model.name()).matches()) {
            violations.add(new Violation(
                    "/name", "must have 1 to 63 lower-case letters, digits, dots, hyphens or underscores"));
        }
        if (model.description().length() > MAX_DESCRIPTION) {
            violations.add(new Violation("/description", "must not have more than 4,000 characters"));
        }
        if (!Set.of("public", "private").contains(model.visibility())) {
            violations.add(new Violation("/visibility", "must be public or private"));
        }
        if (model.hardware().isBlank() || model.hardware().length() > MAX_HARDWARE) {
            violations.add(new Violation("/hardware", "must have 1 to 60 characters"));
        }
        if (model.tags().size() > MAX_TAGS) {
            violations.add(new Violation("/tags", "must not have more than 20 entries"));
        }
        for (int i = 0; i < Math.min(model.tags().size(), MAX_TAGS); i++) {
            if (!TAG.matcher(model.tags().get(i)).matches()) {
                violations.add(new Violation("/tags/" + i, "must have 1 to 30 lower-case letters, digits or hyphens"));
            }
        }
        Links links = model.links();
        checkUrl(links.github(), "/github_url", violations);
        checkUrl(links.paper(), "/paper_url", violations);
        checkUrl(links.license(), "/license_url", violations);
        checkUrl(links.weights(), "/weights_url", violations);
        checkUrl(links.coverImage(), "/cover_image_url", violations);
        refuse(violations, "The model is invalid.");
    }

    private static void checkUrl(Optional<String> url, String at, List<Violation> violations) {
        if (url.isPresent() && (url.get().length() > MAX_URL || !isHttps(url.get()))) {
            violations.add(new Violation(at, "must be an https address of at most 500 characters"));
        }
    }

    private static boolean isHttps(String url) {
        try {
            URI uri = new URI(url);
            return "https".equals(uri.getScheme()) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Not asked of an import: models come from installations with other machines. */
    void checkHardware(String sku, String at) {
        if (config.hardware().stream().noneMatch(hardware -> hardware.sku().equals(sku))) {
            throw new DomainException(
                    ProblemType.INVALID_REQUEST,
                    "There is no such hardware.",
                    List.of(new Violation(at, "must be an sku of GET /v1/hardware")));
        }
    }

    /** The model as it is to be: what a change does not name stays. */
    NewModel changed(Model model, ModelChange change) {
        ModelLinks old = model.links();
        Links links = change.links();
        return new NewModel(
                model.owner(),
                model.name(),
                change.description().orElse(model.description()),
                change.visibility().orElse(model.visibility()),
                change.hardware().orElse(model.hardware()),
                change.tags().orElse(model.tags()),
                new Links(
                        changed(links.github(), old.github()),
                        changed(links.paper(), old.paper()),
                        changed(links.license(), old.license()),
                        changed(links.weights(), old.weights()),
                        changed(links.coverImage(), old.coverImage())));
    }

    private static Optional<String> changed(Optional<String> link, Optional<String> old) {
        return link.or(() -> old).filter(url -> !url.isEmpty());
    }

    static ModelLinks stored(Links links) {
        return new ModelLinks(links.github(), links.paper(), links.license(), links.weights(), links.coverImage());
    }

    void check(NewVersion version) {
        List<Violation> violations = new ArrayList<>();
        violations.addAll(InputSchema.problems(version.inputSchema(), "/input_schema"));
        violations.addAll(InputSchema.problems(version.outputSchema(), "/output_schema"));
        if (violations.isEmpty()) {
            version.defaultExample().ifPresent(example -> checkExample(version, example, violations));
        }
        if (version.priceMicrosPerSecond() < 0 || version.priceMicrosPerSecond() > MAX_PRICE) {
            violations.add(new Violation("/price_micros_per_second", "must be 0 to " + MAX_PRICE));
        }
        if (version.runLimitSeconds() < MIN_RUN_LIMIT || version.runLimitSeconds() > MAX_RUN_LIMIT) {
            violations.add(new Violation("/run_limit_seconds", "must be 5 to 604800"));
        }
        checkTargets(version, violations);
        if (version.speaks().isPresent()
                && ModelInterface.ofWire(version.speaks().get()).isEmpty()) {
            violations.add(new Violation("/interface", "must be " + INTERFACES));
        }
        refuse(violations, "The version is invalid.");
    }

    private void checkTargets(NewVersion version, List<Violation> violations) {
        List<Target> targets = version.targets();
        long different = targets.stream().map(Target::name).distinct().count();
        if (targets.isEmpty() || targets.size() > MAX_TARGETS || different < targets.size()) {
            violations.add(new Violation("/targets", "must have 1 to " + MAX_TARGETS + " entries, each another one"));
            return;
        }
        for (int i = 0; i < targets.size(); i++) {
            if (!config.providers().contains(targets.get(i).provider())) {
                violations.add(new Violation("/targets/" + i + "/provider", "must be a provider of this platform"));
            }
            if (!ENDPOINT.matcher(targets.get(i).endpoint()).matches()) {
                violations.add(new Violation(
                        "/targets/" + i + "/endpoint", "must be an endpoint id of 1 to 64 letters and digits"));
            }
            long price = targets.get(i).priceMicrosPerSecond().orElse(0);
            if (price < 0 || price > version.priceMicrosPerSecond()) {
                violations.add(new Violation(
                        "/targets/" + i + "/price_micros_per_second", "must be 0 to the version's price"));
            }
        }
    }

    private static void checkExample(NewVersion version, JsonNode example, List<Violation> violations) {
        if (!example.has("input") || !example.has("output")) {
            violations.add(new Violation("/default_example", "must have input and output"));
            return;
        }
        checkAgainst(version.inputSchema(), example.get("input"), "/default_example/input", violations);
        checkAgainst(version.outputSchema(), example.get("output"), "/default_example/output", violations);
    }

    void checkCount(List<NewExample> examples) {
        if (examples.size() > Limits.EXAMPLES) {
            refuse(
                    List.of(new Violation("/examples", "must not have more than " + Limits.EXAMPLES + " entries")),
                    "The examples are invalid.");
        }
    }

    /** Input and output are what the version takes and answers. */
    void check(ModelVersion version, NewExample example, String at) {
        List<Violation> violations = new ArrayList<>();
        ModelVersion.Content content = version.content();
        checkAgainst(ModelViews.json(content.inputSchema()), example.input(), at + "/input", violations);
        checkAgainst(ModelViews.json(content.outputSchema()), example.output(), at + "/output", violations);
        refuse(violations, "The examples are invalid.");
    }

    private static void checkAgainst(JsonNode schema, JsonNode value, String at, List<Violation> violations) {
        InputSchema.compile(schema)
                .check(value)
                .forEach(v -> violations.add(new Violation(at + v.pointer(), v.detail())));
    }

    private static void refuse(List<Violation> violations, String detail) {
        if (!violations.isEmpty()) {
            throw new DomainException(ProblemType.INVALID_REQUEST, detail, violations);
        }
    }

    /** What a version that has passed the check is made of. */
    ModelVersion.Content content(NewVersion version) {
        return new ModelVersion.Content(
                version.inputSchema().toString(),
                version.outputSchema().toString(),
                version.defaultExample().map(JsonNode::toString),
                version.priceMicrosPerSecond(),
                config.currency(),
                version.runLimitSeconds(),
                version.targets(),
                version.speaks().flatMap(ModelInterface::ofWire));
    }
}
