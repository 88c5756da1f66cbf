package com.in2peta.compliance.trend;

import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.kernel.report.TrendReport;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** One statement for each report: a run that dies leaves the report as it was. */
@Named
@Dependent
public class TrendRefresh extends AbstractBatchlet {

    @Inject
    @Any
    Instance<TrendReport> reports;

    @Inject
    JobRunContext run;

    @Override
    public String process() {
        long groups = 0;
        for (TrendReport report : reports) {
            groups += report.refresh(run.now());
        }
        run.set("groups", groups);
        return "groups " + groups;
    }
}
