package com.in2peta.models.app;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import com.in2peta.models.api.Deployments;
import com.in2peta.models.domain.Model;
import com.in2peta.models.persistence.DeploymentTable;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Deployments and their releases. */
@Stateless
public class DeploymentService implements Deployments {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final int MAX_MIN_INSTANCES = 5;
    private static final int MAX_INSTANCES = 20;

    @Inject
    ModelAccess access;

    @Inject
    ModelRules rules;

    @Inject
    DeploymentTable deployments;

    @Inject
    Clock clock;

    @Override
    public DeploymentView create(Caller caller, NewDeployment deployment) {
        check(deployment);
        access.enter(caller);
        if (deployments.count() >= Limits.DEPLOYMENTS) {
            throw new DomainException(
                    ProblemType.CONFLICT, "You have " + Limits.DEPLOYMENTS + " deployments. Delete one first.");
        }
        UUID id = Ids.next(clock);
        try {
            deployments.add(id, caller.organizationId(), caller.username(), deployment.name(), now());
        } catch (DatabaseFailure e) {
            if (DatabaseFailure.isUniqueViolation(e)) {
                throw new DomainException(ProblemType.DEPLOYMENT_EXISTS, "You have a deployment of this name.");
            }
            throw e;
        }
        release(caller, id, deployment.model(), deployment.versionId(), deployment.configuration());
        return find(caller.username(), deployment.name());
    }

    @Override
    public List<DeploymentView> list(Caller caller, Slice slice) {
        access.enter(caller);
        return deployments.list(slice);
    }

    @Override
    public DeploymentView get(Caller caller, String owner, String name) {
        access.enter(caller);
        return find(owner, name);
    }

    @Override
    public Release toRun(Caller caller, String owner, String name) {
        Release release = get(caller, owner, name).currentRelease();
        if (release.configuration().maxInstances() == 0) {
            throw new DomainException(ProblemType.CONFLICT, "The deployment may have no instance: max_instances is 0.");
        }
        return release;
    }

    @Override
    public DeploymentView change(Caller caller, String owner, String name, DeploymentChange change) {
        access.enter(caller);
        if (!deployments.lock(owner, name)) {
            throw unknown();
        }
        DeploymentView deployment = find(owner, name);
        Release current = deployment.currentRelease();
        Configuration wanted = new Configuration(
                change.hardware().orElse(current.configuration().hardware()),
                change.minInstances().orElse(current.configuration().minInstances()),
                change.maxInstances().orElse(current.configuration().maxInstances()));
        refuse(violations(wanted));
        release(caller, deployment.id(), current.model(), change.versionId().orElse(current.versionId()), wanted);
        return find(owner, name);
    }

    @Override
    public void delete(Caller caller, String owner, String name) {
        access.enter(caller);
        if (!deployments.remove(owner, name)) {
            throw unknown();
        }
    }

    private void release(
            Caller caller, UUID deploymentId, String model, String versionId, Configuration configuration) {
        rules.checkHardware(configuration.hardware(), "/hardware");
        String[] parts = model.split("/", 2);
        Model deployed = access.visible(caller, parts[0], parts[parts.length - 1]);
        access.version(deployed, versionId);
        deployments.add(
                deploymentId,
                caller.organizationId(),
                deployed.id(),
                new Release(
                        deployments.nextRelease(deploymentId),
                        model,
                        versionId,
                        configuration,
                        caller.personId(),
                        now()));
    }

    private DeploymentView find(String owner, String name) {
        return deployments.find(owner, name).orElseThrow(DeploymentService::unknown);
    }

    private static void check(NewDeployment deployment) {
        List<Violation> violations = violations(deployment.configuration());
        if (!NAME.matcher(deployment.name()).matches()) {
            violations.add(new Violation(
                    "/name", "must have 1 to 63 lower-case letters, digits, dots, hyphens or underscores"));
        }
        refuse(violations);
    }

    private static List<Violation> violations(Configuration configuration) {
        List<Violation> violations = new ArrayList<>();
        int min = configuration.minInstances();
        int max = configuration.maxInstances();
        if (min < 0 || min > MAX_MIN_INSTANCES) {
            violations.add(new Violation("/min_instances", "must be 0 to 5"));
        }
        if (max < min || max > MAX_INSTANCES) {
            violations.add(new Violation("/max_instances", "must be min_instances to 20"));
        }
        return violations;
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new DomainException(ProblemType.INVALID_REQUEST, "The deployment is invalid.", violations);
        }
    }

    private static DomainException unknown() {
        return DomainException.notFound("deployment");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
