package com.in2peta.compliance.job;

import com.in2peta.compliance.api.Jobs;
import com.in2peta.compliance.job.JobRuns.Claim;
import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A process that dies between the row and the launch leaves a run without a heartbeat, which is launched by the watch. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JobService implements Jobs {

    @Inject
    JobDefinitions definitions;

    @Inject
    JobRuns runs;

    @Inject
    JobLauncher launcher;

    @Inject
    Clock clock;

    @Override
    public RunView start(String job, Optional<UUID> subject, boolean dryRun, Optional<UUID> requestedBy) {
        require(job, subject, dryRun);
        UUID id = Ids.next(clock);
        Optional<Claim> begun = runs.begin(id, job, subject, dryRun, requestedBy, clock.instant());
        begun.ifPresent(launcher::launch);
        RunView run = (begun.isPresent() ? runs.find(id) : runs.open(job, subject))
                .orElseGet(() -> start(job, subject, dryRun, requestedBy));
        if (run.dryRun() != dryRun) {
            throw new DomainException(
                    ProblemType.CONFLICT,
                    "Run " + run.id() + " is under way and " + (run.dryRun() ? "only counts" : "does not only count")
                            + ". Wait for its end.");
        }
        return run;
    }

    private void require(String name, Optional<UUID> subject, boolean dryRun) {
        JobDefinition job = definitions.find(name).orElseThrow(() -> invalid("/job", "There is no such job."));
        if (job.hasSubject() != subject.isPresent()) {
            throw invalid("/subject", job.hasSubject() ? "This job needs one." : "This job has none.");
        }
        if (dryRun && !job.runsDry()) {
            throw invalid("/dry_run", "This job cannot only count.");
        }
    }

    @Override
    public Optional<RunView> find(UUID id) {
        return runs.find(id);
    }

    @Override
    public List<RunView> list(Slice slice) {
        return runs.list(slice);
    }

    @Override
    public RunView stop(UUID id) {
        existing(id);
        Claim run = runs.requestStop(id, clock.instant())
                .orElseThrow(() -> new DomainException(ProblemType.CONFLICT, "The run has ended."));
        run.executionId().ifPresent(launcher::stop);
        return existing(id);
    }

    @Override
    public RunView resume(UUID id) {
        existing(id);
        launcher.relaunch(reopen(id)
                .orElseThrow(() -> new DomainException(
                        ProblemType.CONFLICT, "Only a run that is parked, failed or stopped can be resumed.")));
        return existing(id);
    }

    private Optional<Claim> reopen(UUID id) {
        try {
            return runs.reopen(id, Duration.ZERO);
        } catch (DatabaseFailure e) {
            if (DatabaseFailure.isUniqueViolation(e)) {
                throw new DomainException(ProblemType.CONFLICT, "Another run of this job is under way.");
            }
            throw e;
        }
    }

    private RunView existing(UUID id) {
        return runs.find(id).orElseThrow(() -> DomainException.notFound("run"));
    }

    private static DomainException invalid(String pointer, String detail) {
        return new DomainException(
                ProblemType.INVALID_REQUEST,
                "The run cannot be started like this.",
                List.of(new Violation(pointer, detail)));
    }
}
