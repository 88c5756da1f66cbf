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
import com.in2peta.models.api.ModelRegistry;
import com.in2peta.models.domain.Model;
import com.in2peta.models.domain.ModelRepository;
import com.in2peta.models.domain.ModelVersion;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The registry's use cases. */
@Stateless
public class ModelService implements ModelRegistry {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    ModelRepository models;

    @Inject
    ModelRules rules;

    @Inject
    Tenancy tenancy;

    @Inject
    Clock clock;

    @Override
    public ModelView publish(Caller caller, NewModel model) {
        if (!model.owner().equals(caller.username())) {
            throw new DomainException(ProblemType.FORBIDDEN, "Models are published under your own username.");
        }
        rules.check(model);
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
        rules.check(version);
        tenancy.enter(caller.organizationId(), Purpose.INFERENCE);
        Model model = require(owner, name);
        if (!model.ownedBy(caller.organizationId())) {
            throw new DomainException(ProblemType.FORBIDDEN, "Only the owner publishes versions of a model.");
        }
        ModelVersion published =
                ModelVersion.of(model, rules.content(version), clock.instant().truncatedTo(ChronoUnit.MICROS));
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
