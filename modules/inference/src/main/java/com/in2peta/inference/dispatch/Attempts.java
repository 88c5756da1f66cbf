package com.in2peta.inference.dispatch;

import com.in2peta.inference.domain.Attempt;
import com.in2peta.inference.domain.Dispatch;
import com.in2peta.inference.domain.Provider.Report;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Writes down what was tried for a prediction and counts what came of it. Each answers all attempts so far, as they are stored. */
@ApplicationScoped
class Attempts {

    private static final Logger LOG = System.getLogger(Attempts.class.getName());

    @Inject
    MetricRegistry metrics;

    String ended(Dispatch dispatch, Report report, Optional<String> region, Attempt.Outcome outcome, long costMicros) {
        count(dispatch, outcome);
        return new Attempt(
                        dispatch.target(),
                        dispatch.present().provider(),
                        region,
                        outcome,
                        report.queueMillis(),
                        report.runMillis(),
                        costMicros)
                .after(dispatch.tries());
    }

    String refused(Dispatch dispatch) {
        Attempt.Outcome outcome = dispatch.jobId().isEmpty() ? Attempt.Outcome.REFUSED : Attempt.Outcome.LOST;
        count(dispatch, outcome);
        return new Attempt(
                        dispatch.target(),
                        dispatch.present().provider(),
                        Optional.empty(),
                        outcome,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        0)
                .after(dispatch.tries());
    }

    /** What was not measured is not charged, and operations are told. */
    long metered(Dispatch dispatch, Report report) {
        if (report.runMillis().isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "prediction {0}: {1} did not say how long it ran",
                    dispatch.predictionId(),
                    dispatch.present().provider());
            metrics.counter("in2peta_unmetered_runs_total").inc();
        }
        return report.runMillis().orElse(0);
    }

    /** What this node saw, also of what another one has taken over meanwhile. */
    private void count(Dispatch dispatch, Attempt.Outcome outcome) {
        Tag provider = new Tag("provider", dispatch.present().provider());
        metrics.counter("in2peta_attempts_total", provider, new Tag("outcome", outcome.wire()))
                .inc();
    }
}
