package com.in2peta.models.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.models.api.RunnableVersion;
import com.in2peta.models.domain.InputSchema;
import com.in2peta.models.domain.Model;
import com.in2peta.models.domain.ModelRepository;
import com.in2peta.models.domain.ModelVersion;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Reads versions for the cache, each in a transaction that sees what the caller sees. */
@Stateless
public class RunnableVersionLoader {

    /** A version and who may run it. */
    record Loaded(RunnableVersion version, UUID organizationId, boolean open) {

        boolean visibleTo(Caller caller) {
            return open || organizationId.equals(caller.organizationId());
        }
    }

    @Inject
    ModelRepository models;

    @Inject
    Tenancy tenancy;

    public Optional<String> latest(Caller caller, String owner, String name) {
        tenancy.enter(caller.organizationId(), Purpose.INFERENCE);
        return models.find(owner, name).flatMap(Model::latestVersionId);
    }

    public Optional<Loaded> load(Caller caller, String versionId) {
        tenancy.enter(caller.organizationId(), Purpose.INFERENCE);
        return models.findVersion(versionId)
                .flatMap(version -> models.find(version.modelId())
                        .map(model -> new Loaded(runnable(model, version), model.organizationId(), model.isPublic())));
    }

    private static RunnableVersion runnable(Model model, ModelVersion version) {
        ModelVersion.Content content = version.content();
        InputSchema input = InputSchema.compile(ModelViews.json(content.inputSchema()));
        JsonNode output = ModelViews.json(content.outputSchema());
        return new RunnableVersion(
                version.id(),
                model.id(),
                model.owner() + "/" + model.name(),
                model.organizationId(),
                content.targets(),
                "iterator".equals(output.path("x-cog-array-type").asText()),
                content.currency(),
                content.priceMicrosPerSecond(),
                content.runLimitSeconds(),
                content.speaks(),
                input::check);
    }
}
