package com.in2peta.compliance.batch;

import com.in2peta.compliance.app.RetentionService;
import com.in2peta.compliance.persistence.RetentionRuns;
import com.in2peta.kernel.retention.RetainedStore;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What every part of the job needs: the stores, the time, the run it belongs to. */
@Dependent
public class RetentionContext {

    /** A unit of a store, as it travels from the reader to the writer. */
    record EndedUnit(String store, String unit) {}

    @Inject
    @Any
    Instance<RetainedStore> stores;

    @Inject
    RetentionRuns runs;

    @Inject
    JobContext job;

    @Inject
    Clock clock;

    int prepare() {
        int made = 0;
        for (RetainedStore store : stores) {
            made += store.prepare(now());
        }
        runs.progress(runId(), made, 0, now());
        return made;
    }

    /** What has ended and is still there. */
    List<EndedUnit> ended() {
        return units(store -> store.endedUnits(now()));
    }

    /** What had ended this long ago and is still there. */
    List<EndedUnit> overdue(Duration ago) {
        return units(store -> store.overdueUnits(now().minus(ago)));
    }

    private List<EndedUnit> units(Function<RetainedStore, List<String>> of) {
        List<EndedUnit> units = new ArrayList<>();
        for (RetainedStore store : stores) {
            of.apply(store).forEach(unit -> units.add(new EndedUnit(store.name(), unit)));
        }
        return units;
    }

    void drop(EndedUnit ended) {
        for (RetainedStore store : stores) {
            if (store.name().equals(ended.store())) {
                store.drop(ended.unit(), now());
            }
        }
        runs.progress(runId(), 0, 1, now());
    }

    void end(String state) {
        runs.end(runId(), state, now());
    }

    private Instant now() {
        return clock.instant();
    }

    private UUID runId() {
        return UUID.fromString(BatchRuntime.getJobOperator()
                .getParameters(job.getExecutionId())
                .getProperty(RetentionService.RUN_ID));
    }
}
