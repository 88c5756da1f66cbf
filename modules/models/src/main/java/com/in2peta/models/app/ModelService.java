package com.in2peta.models.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import com.in2peta.models.api.ModelRegistry;
import com.in2peta.models.domain.InputSchema;
import com.in2peta.models.domain.Model;
import com.in2peta.models.domain.ModelRepository;
import com.in2peta.models.domain.ModelVersion;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The registry's use cases. */
@Stateless
public class ModelService implements ModelRegistry {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern ENDPOINT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern TAG = Pattern.compile("[a-z0-9][a-z0-9-]{0,29}");
    static final int MAX_DESCRIPTION = 4_000;
    private static final int MAX_HARDWARE = 60;
    private static final int MAX_TAGS = 20;
    private static final long MAX_PRICE = 1_000_000_000_000L;
    private static final int MIN_RUN_LIMIT = 5;
    private static final int MAX_RUN_LIMIT = 604_800;

    @Inject
    ModelRepository models;

    @Inject
    ModelsConfig config;

    @Inject
    Tenancy tenancy;

    @Inject
    Clock clock;

    @Override
    public ModelView publish(Caller caller, NewModel model) {
        check(caller, model);
        tenancy.enter(caller.organizationId(), Purpose.INFERENCE);
        Model published = Model.of(
                Ids.next(clock),
                caller.organizationId(),
                model.owner(),
                model.name(),
                model.description(),
                model.visibility(),
                model.hardware(),
                model.tags(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        try {
            models.add(published);
        } catch (PersistenceException e) {
            if (DatabaseFailure.isUniqueViolation(e)) {
                throw new DomainException(ProblemType.MODEL_EXISTS, "You have a model of this name.");
            }
            throw e;
        }
        return view(published);
    }

    @Override
    public ModelView get(Caller caller, String owner, String name) {
        tenancy.enter(caller.organizationId(), Purpose.INFERENCE);
        return view(require(owner, name));
    }

    @Override
    public List<ModelView> list(Caller caller, Slice slice) {
        tenancy.enter(caller.organizationId(), Purpose.INFERENCE);
        return models.list(slice).stream().map(this::view).toList();
    }

    @Override
    public VersionView publishVersion(Caller caller, String owner, String name, NewVersion version) {
        check(version);
        tenancy.enter(caller.organizationId(), Purpose.INFERENCE);
        Model model = require(owner, name);
        if (!model.ownedBy(caller.organizationId())) {
            throw new DomainException(ProblemType.FORBIDDEN, "Only the owner publishes versions of a model.");
        }
        ModelVersion published = ModelVersion.of(
                model,
                new ModelVersion.Content(
                        version.inputSchema().toString(),
                        version.outputSchema().toString(),
                        version.defaultExample().map(JsonNode::toString),
                        version.priceMicrosPerSecond(),
                        config.currency(),
                        version.runLimitSeconds(),
                        version.provider(),
                        version.endpoint()),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        Optional<ModelVersion> existing = models.findVersion(published.id());
        if (existing.isEmpty()) {
            models.add(published);
        }
        model.release(published.id());
        return view(existing.orElse(published));
    }

    @Override
    public VersionView version(Caller caller, String owner, String name, String versionId) {
        tenancy.enter(caller.organizationId(), Purpose.INFERENCE);
        Model model = require(owner, name);
        return view(requireVersion(model, versionId));
    }

    @Override
    public List<VersionView> versions(Caller caller, String owner, String name, Slice slice) {
        tenancy.enter(caller.organizationId(), Purpose.INFERENCE);
        Model model = require(owner, name);
        Optional<ModelVersion> neighbour = slice.position().map(id -> requireVersion(model, id));
        return models.versions(model.id(), neighbour, slice).stream()
                .map(ModelService::view)
                .toList();
    }

    private Model require(String owner, String name) {
        return models.find(owner, name).orElseThrow(() -> DomainException.notFound("model"));
    }

    private ModelVersion requireVersion(Model model, String id) {
        return models.findVersion(id)
                .filter(version -> version.modelId().equals(model.id()))
                .orElseThrow(() -> DomainException.notFound("version"));
    }

    private static void check(Caller caller, NewModel model) {
        if (!model.owner().equals(caller.username())) {
            throw new DomainException(ProblemType.FORBIDDEN, "Models are published under your own username.");
        }
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
        refuse(violations, "The model is invalid.");
    }

    private void check(NewVersion version) {
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
        if (!config.providers().contains(version.provider())) {
            violations.add(new Violation("/target/provider", "must be a provider of this platform"));
        }
        if (!ENDPOINT.matcher(version.endpoint()).matches()) {
            violations.add(new Violation("/target/endpoint", "must be an endpoint id of 1 to 64 letters and digits"));
        }
        refuse(violations, "The version is invalid.");
    }

    private static void checkExample(NewVersion version, JsonNode example, List<Violation> violations) {
        if (!example.has("input") || !example.has("output")) {
            violations.add(new Violation("/default_example", "must have input and output"));
            return;
        }
        InputSchema.compile(version.inputSchema())
                .check(example.get("input"))
                .forEach(v -> violations.add(new Violation("/default_example/input" + v.pointer(), v.detail())));
        InputSchema.compile(version.outputSchema())
                .check(example.get("output"))
                .forEach(v -> violations.add(new Violation("/default_example/output" + v.pointer(), v.detail())));
    }

    private static void refuse(List<Violation> violations, String detail) {
        if (!violations.isEmpty()) {
            throw new DomainException(ProblemType.INVALID_REQUEST, detail, violations);
        }
    }

    private ModelView view(Model model) {
        return new ModelView(
                model.id(),
                model.owner(),
                model.name(),
                model.description(),
                model.visibility(),
                model.hardware(),
                model.tags(),
                model.latestVersionId().flatMap(models::findVersion).map(ModelService::view),
                model.createdAt());
    }

    private static VersionView view(ModelVersion version) {
        ModelVersion.Content content = version.content();
        return new VersionView(
                version.id(),
                json(content.inputSchema()),
                json(content.outputSchema()),
                content.defaultExample().map(ModelService::json),
                content.priceMicrosPerSecond(),
                content.currency(),
                content.runLimitSeconds(),
                content.provider(),
                content.endpoint(),
                version.createdAt());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the registry holds invalid JSON");
        }
    }
}
