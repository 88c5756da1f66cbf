package com.in2peta.inference.dispatch;

import com.in2peta.inference.api.PredictionView.Status;
import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.content.PredictionContent;
import com.in2peta.inference.domain.Ending;
import com.in2peta.inference.domain.SealedEnding;
import com.in2peta.inference.file.FileOutputs;
import com.in2peta.inference.persistence.PredictionTable;
import com.in2peta.inference.stream.Completions;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.seal.ContentKey;
import com.in2peta.kernel.seal.KeyDestroyed;
import com.in2peta.kernel.work.GroupCommit;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Ends predictions, many in one commit: status, payload, charge and hold together or not at all. If the commit fails, nothing is lost: the
 * lease of the dispatch row runs out and the provider is asked again.
 */
@ApplicationScoped
public class Completer {

    private static final Logger LOG = System.getLogger(Completer.class.getName());
    private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(256, 16_000_000, 10_000);

    /**
     * An ending whose content is sealed and whose key is not wrapped yet; without a key when the content was destroyed.
     *
     * @param told the output as whoever waits for it here is told
     */
    private record Open(
            Ending ending,
            Optional<ContentKey> key,
            Optional<byte[]> told,
            Optional<byte[]> output,
            Optional<byte[]> error,
            Optional<byte[]> logs) {}

    @Resource
    ManagedThreadFactory threads;

    @Inject
    PredictionTable predictions;

    @Inject
    PredictionContent content;

    @Inject
    FileOutputs files;

    @Inject
    Completions completions;

    @Inject
    InferenceConfig config;

    @Inject
    Clock clock;

    private GroupCommit<Open, Boolean> commits;

    public void start() {
        commits = new GroupCommit<>(
                threads, 1, LIMITS, open -> open.output().map(o -> o.length).orElse(0), this::finish);
    }

    public void stop() {
        commits.close();
    }

    /** Throws when the key store does not answer; the caller comes again. */
    void end(Ending ending) {
        commits.submit(seal(ending)).exceptionally(failure -> {
            LOG.log(
                    Level.WARNING,
                    "prediction {0} could not be ended, it will be asked for again: {1}",
                    ending.predictionId(),
                    FailureCode.of(failure));
            return false;
        });
    }

    /** On the thread of the caller: the one that commits serves everybody. */
    private Open seal(Ending ending) {
        UUID id = ending.predictionId();
        try {
            ContentKey key = content.key(ending.organizationId(), id, ending.inFlightKey());
            Optional<byte[]> output = ending.output().map(all -> files.takeOut(ending.organizationId(), id, all));
            return new Open(
                    ending,
                    Optional.of(key),
                    output.filter(all -> completions.isAwaited(id))
                            .map(all -> files.withLinks(ending.organizationId(), all)),
                    output.map(all -> content.sealOutput(key, id, all)),
                    ending.error().map(error -> content.sealError(key, id, error)),
                    ending.logs().map(logs -> content.sealLogs(key, id, logs)));
        } catch (KeyDestroyed e) {
            return new Open(
                    ending, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    private List<Boolean> finish(List<Open> batch) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(config.payloadRetention());
        List<SealedEnding> endings =
                batch.stream().map(open -> close(open, expiresAt)).toList();
        Set<UUID> ended = predictions.finish(endings, now, config.payloadRetention());
        for (int i = 0; i < batch.size(); i++) {
            Ending ending = endings.get(i).ending();
            if (ended.contains(ending.predictionId())) {
                boolean succeeded = ending.status() == Status.SUCCEEDED;
                completions.ended(
                        ending.predictionId(), succeeded ? batch.get(i).told() : Optional.empty());
            }
        }
        return batch.stream()
                .map(open -> ended.contains(open.ending().predictionId()))
                .toList();
    }

    /** Only now the hour is known in which the content will end. */
    private SealedEnding close(Open open, Instant expiresAt) {
        Ending ending = open.ending();
        if (open.key().isEmpty()) {
            return withoutContent(ending);
        }
        try {
            byte[] key = content.keep(open.key().get(), ending.organizationId(), ending.predictionId(), expiresAt);
            return new SealedEnding(ending, Optional.of(key), open.output(), open.error(), open.logs());
        } catch (KeyDestroyed e) {
            return withoutContent(ending);
        }
    }

    /** What nobody can read is not charged either. */
    private static SealedEnding withoutContent(Ending ending) {
        return new SealedEnding(
                ending.failing(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
