package com.in2peta.models.app;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.models.domain.Model;
import com.in2peta.models.domain.ModelRepository;
import com.in2peta.models.domain.ModelVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Finds what a use case is about, in its transaction: what the caller does not see does not exist for him. */
@ApplicationScoped
class ModelAccess {

    @Inject
    ModelRepository models;

    @Inject
    Tenancy tenancy;

    void enter(Caller caller) {
        tenancy.enter(caller.organizationId(), Purpose.INFERENCE);
    }

    Model visible(Caller caller, String owner, String name) {
        enter(caller);
        return models.find(owner, name).orElseThrow(() -> DomainException.notFound("model"));
    }

    /** For a change: whoever changes the same model waits. */
    Model owned(Caller caller, String owner, String name) {
        Model model = visible(caller, owner, name);
        if (!model.ownedBy(caller.organizationId())) {
            throw new DomainException(ProblemType.FORBIDDEN, "Only the owner of a model changes it.");
        }
        models.lock(model);
        return model;
    }

    ModelVersion version(Model model, String id) {
        return models.findVersion(id)
                .filter(version -> version.modelId().equals(model.id()))
                .orElseThrow(() -> DomainException.notFound("version"));
    }
}
