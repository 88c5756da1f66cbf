package com.in2peta.compliance.retention;

import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.kernel.retention.RetainedStore;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The units of every store, as the steps of the job see them. */
@Dependent
public class EndedUnits {

    /** A unit of a store, as it travels from the reader to the writer. */
    record EndedUnit(String store, String unit) {}

    @Inject
    @Any
    Instance<RetainedStore> stores;

    @Inject
    JobRunContext run;

    int prepare() {
        int made = 0;
        for (RetainedStore store : stores) {
            made += store.prepare(run.now());
        }
        run.progress("made", made);
        return made;
    }

    /** What had ended this long ago and is still there. */
    List<EndedUnit> ended(Duration ago) {
        List<EndedUnit> ended = new ArrayList<>();
        for (RetainedStore store : stores) {
            store.endedUnits(run.now().minus(ago)).forEach(unit -> ended.add(new EndedUnit(store.name(), unit)));
        }
        return ended;
    }

    void drop(EndedUnit ended) {
        run.requireFence();
        for (RetainedStore store : stores) {
            if (store.name().equals(ended.store())) {
                store.drop(ended.unit(), run.now());
            }
        }
        run.progress("dropped", 1);
    }
}
