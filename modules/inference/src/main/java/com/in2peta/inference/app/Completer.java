package com.in2peta.inference.app;

import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.domain.Ending;
import com.in2peta.inference.persistence.PredictionTable;
import com.in2peta.kernel.failure.FailureCode;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Ends predictions, many in one commit: status, payload, charge and hold together or not at all. If the commit fails, nothing is lost: the
 * lease of the dispatch row runs out and the provider is asked again.
 */
@ApplicationScoped
class Completer {

    private static final Logger LOG = System.getLogger(Completer.class.getName());
    private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(64, 16_000_000, 10_000);

    @Resource
    ManagedThreadFactory threads;

    @Inject
    PredictionTable predictions;

    @Inject
    Completions completions;

    @Inject
    InferenceConfig config;

    @Inject
    Clock clock;

    private GroupCommit<Ending, Boolean> commits;

    void start() {
        commits = new GroupCommit<>(
                threads, 1, LIMITS, ending -> ending.output().map(o -> o.length).orElse(0), this::finish);
    }

    void stop() {
        commits.close();
    }

    void end(Ending ending) {
        commits.submit(ending).exceptionally(failure -> {
            LOG.log(
                    Level.WARNING,
                    "prediction {0} could not be ended, it will be asked for again: {1}",
                    ending.predictionId(),
                    FailureCode.of(failure));
            return false;
        });
    }

    private List<Boolean> finish(List<Ending> endings) {
        Set<UUID> ended = predictions.finish(endings, clock.instant(), config.payloadRetention());
        completions.ended(ended);
        return endings.stream()
                .map(ending -> ended.contains(ending.predictionId()))
                .toList();
    }
}
