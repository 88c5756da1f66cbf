package com.in2peta.models.app;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.models.api.ModelRegistry;
import com.in2peta.models.domain.Model;
import com.in2peta.models.domain.ModelRepository;
import com.in2peta.models.domain.ModelVersion;
import com.in2peta.models.persistence.ModelIndex;
import com.in2peta.models.persistence.ModelIndex.Hit;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The registry's use cases. */
@Stateless
public class ModelService implements ModelRegistry {

    @Inject
    ModelRepository models;

    @Inject
    ModelAccess access;

    @Inject
    ModelRules rules;

    @Inject
    ModelViews views;

    @Inject
    ModelIndex index;

    @Inject
    ModelRemoval removal;

    @Inject
    ReadmeWriter readmes;

    @Inject
    Event<ModelChanged> changed;

    @Inject
    Clock clock;

    @Override
    public ModelView publish(Caller caller, NewModel model) {
        if (!model.owner().equals(caller.username())) {
            throw new DomainException(ProblemType.FORBIDDEN, "Models are published under your own username.");
        }
        rules.check(model);
        rules.checkHardware(model.hardware(), "/hardware");
        access.enter(caller);
        if (models.count(caller.organizationId()) >= Limits.MODELS) {
            throw new DomainException(ProblemType.CONFLICT, "You have 1,000 models: push versions, or delete some.");
        }
        Model published = Model.of(
                Ids.next(clock),
                caller.organizationId(),
                model.owner(),
                model.name(),
                model.description(),
                model.visibility(),
                model.hardware(),
                model.tags(),
                ModelRules.stored(model.links()),
                now());
        try {
            models.add(published);
        } catch (PersistenceException e) {
            if (DatabaseFailure.isUniqueViolation(e)) {
                throw new DomainException(ProblemType.MODEL_EXISTS, "You have a model of this name.");
            }
            throw e;
        }
        return views.of(published);
    }

    @Override
    public ModelView get(Caller caller, String owner, String name) {
        return views.of(access.visible(caller, owner, name));
    }

    @Override
    public UUID owned(Caller caller, String owner, String name) {
        Model model = access.visible(caller, owner, name);
        if (!model.ownedBy(caller.organizationId())) {
            throw new DomainException(ProblemType.FORBIDDEN, "Only the owner of a model sees this.");
        }
        return model.id();
    }

    @Override
    public List<ModelView> list(Caller caller, Order order, Slice slice) {
        access.enter(caller);
        return views.of(models.list(order.by() == Time.RELEASED, order.ascending(), slice));
    }

    @Override
    public List<SpeakingModel> speaking(Caller caller) {
        access.enter(caller);
        return models.speaking(Limits.OPENAI_MODELS).stream()
                .map(release -> new SpeakingModel(
                        release.model().owner(),
                        release.model().name(),
                        release.version().content().speaks().orElseThrow(),
                        release.version().createdAt()))
                .toList();
    }

    @Override
    public List<Found> search(Caller caller, String query, int limit) {
        access.enter(caller);
        List<Hit> hits = index.search(query, limit);
        Map<UUID, ModelView> found = views
                .of(models.find(hits.stream().map(Hit::modelId).toList()))
                .stream()
                .collect(Collectors.toMap(ModelView::id, Function.identity()));
        List<Found> result = new ArrayList<>();
        for (Hit hit : hits) {
            Optional.ofNullable(found.get(hit.modelId())).ifPresent(model -> result.add(new Found(model, hit.score())));
        }
        return result;
    }

    @Override
    public ModelView change(Caller caller, String owner, String name, ModelChange change) {
        Model model = access.owned(caller, owner, name);
        NewModel wanted = rules.changed(model, change);
        rules.check(wanted);
        change.hardware().ifPresent(sku -> rules.checkHardware(sku, "/hardware"));
        model.describe(
                wanted.description(),
                wanted.visibility(),
                wanted.hardware(),
                wanted.tags(),
                ModelRules.stored(wanted.links()));
        change.readme().ifPresent(markdown -> readmes.write(model, markdown));
        changed.fire(new ModelChanged(model.id()));
        return views.of(model);
    }

    @Override
    public void delete(Caller caller, String owner, String name) {
        Model model = access.owned(caller, owner, name);
        removal.requireUnused(model, Optional.empty());
        models.remove(model);
        changed.fire(new ModelChanged(model.id()));
    }

    @Override
    public VersionView publishVersion(Caller caller, String owner, String name, NewVersion version) {
        rules.check(version);
        Model model = access.owned(caller, owner, name);
        ModelVersion published = ModelVersion.of(model, rules.content(version), now());
        Optional<ModelVersion> existing = models.findVersion(published.id());
        if (existing.isEmpty()) {
            models.add(published);
        }
        model.release(published.id());
        return ModelViews.view(existing.orElse(published));
    }

    @Override
    public VersionView version(Caller caller, String owner, String name, String versionId) {
        return ModelViews.view(access.version(access.visible(caller, owner, name), versionId));
    }

    @Override
    public List<VersionView> versions(Caller caller, String owner, String name, Slice slice) {
        Model model = access.visible(caller, owner, name);
        Optional<ModelVersion> neighbour = slice.position().map(id -> access.version(model, id));
        return models.versions(model.id(), neighbour, slice).stream()
                .map(ModelViews::view)
                .toList();
    }

    @Override
    public void deleteVersion(Caller caller, String owner, String name, String versionId) {
        Model model = access.owned(caller, owner, name);
        ModelVersion version = access.version(model, versionId);
        removal.requireUnused(model, Optional.of(versionId));
        models.remove(version);
        if (model.latestVersionId().equals(Optional.of(versionId))) {
            models.newestVersion(model.id()).ifPresentOrElse(next -> model.release(next.id()), model::withdraw);
        }
        changed.fire(new ModelChanged(model.id()));
    }

    /** As exact as the database keeps it, so that what was written reads the same. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
