package com.in2peta.models.api;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Names of one's own for a version with a configuration. Those of other organizations do not exist for a caller. */
public interface Deployments {

    /** How a release is to run: an sku of {@link HardwareList} and how many instances there are. */
    record Configuration(String hardware, int minInstances, int maxInstances) {}

    /** What a new deployment runs: a version of a model {@code owner/name}. */
    record NewDeployment(String name, String model, String versionId, Configuration configuration) {}

    /** What is empty stays as it is in the next release. */
    record DeploymentChange(
            Optional<String> versionId,
            Optional<String> hardware,
            OptionalInt minInstances,
            OptionalInt maxInstances) {}

    /** One state of a deployment; numbers begin with one. */
    record Release(
            int number,
            String model,
            String versionId,
            Configuration configuration,
            UUID createdBy,
            Instant createdAt) {}

    /** A deployment with its newest release. */
    record DeploymentView(UUID id, String owner, String name, Release currentRelease) {}

    DeploymentView create(Caller caller, NewDeployment deployment);

    List<DeploymentView> list(Caller caller, Slice slice);

    DeploymentView get(Caller caller, String owner, String name);

    /** What a prediction runs now: {@code conflict} for a deployment without an instance. */
    Release toRun(Caller caller, String owner, String name);

    /** Each change is a release with the next number. */
    DeploymentView change(Caller caller, String owner, String name, DeploymentChange change);

    void delete(Caller caller, String owner, String name);
}
