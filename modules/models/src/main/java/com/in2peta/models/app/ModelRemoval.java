package com.in2peta.models.app;

import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.models.domain.Model;
import com.in2peta.models.persistence.DeploymentTable;
import com.in2peta.models.persistence.ModelIndex;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** What others rely on stays: Replicate's conditions for a deletion. */
@ApplicationScoped
class ModelRemoval {

    @Inject
    ModelIndex index;

    @Inject
    DeploymentTable deployments;

    /** Of the model, or of one version. */
    void requireUnused(Model model, Optional<String> versionId) {
        if (model.isPublic()) {
            throw inUse("The model is public. Make it private first.");
        }
        if (index.wasRunByOthers(model.id(), versionId)) {
            throw inUse("Others have run this, so it stays.");
        }
        if (deployments.uses(model.id(), versionId)) {
            throw inUse("A deployment of yours runs this. Change or delete the deployment first.");
        }
    }

    private static DomainException inUse(String detail) {
        return new DomainException(ProblemType.MODEL_IN_USE, detail);
    }
}
