package com.in2peta.inference.app;

import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.domain.Admission;
import com.in2peta.inference.domain.Decision;
import com.in2peta.inference.domain.Decision.Accepted;
import com.in2peta.inference.domain.Decision.Refused;
import com.in2peta.inference.domain.WakeUps;
import com.in2peta.inference.persistence.PredictionTable;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Accepts predictions, many in one commit, and then says by JMS that there is work. */
@ApplicationScoped
class AdmissionWriter {

    private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(64, 8_000_000, 4_000);
    /** One that finds no room is lost, and the sweep finds its work. */
    private static final GroupCommit.Limits MESSAGES = new GroupCommit.Limits(16, Integer.MAX_VALUE, 256);

    @Resource
    ManagedThreadFactory threads;

    @Inject
    PredictionTable predictions;

    @Inject
    OpenPredictions open;

    @Inject
    WakeUps wakeUps;

    @Inject
    InferenceConfig config;

    @Inject
    Clock clock;

    private GroupCommit<Admission, Decision> commits;
    private GroupCommit<Set<UUID>, Boolean> messages;

    void start() {
        messages = new GroupCommit<>(threads, 1, MESSAGES, ids -> 0, this::wakeUp);
        commits = new GroupCommit<>(
                threads,
                config.admissionWriters(),
                LIMITS,
                admission -> admission.sealed().input().length,
                this::admit);
    }

    void stop() {
        commits.close();
        messages.close();
    }

    CompletableFuture<Decision> admit(Admission admission) {
        return commits.submit(admission);
    }

    private List<Decision> admit(List<Admission> admissions) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Set<UUID> tooMany = open.tooMany(admissions);
        List<Admission> allowed = admissions.stream()
                .filter(admission -> !tooMany.contains(admission.id()))
                .toList();
        Map<UUID, Decision> decisions =
                allowed.isEmpty() ? Map.of() : predictions.admit(allowed, now, config.queueLimit());
        Set<UUID> accepted = decisions.entrySet().stream()
                .filter(decision -> decision.getValue() instanceof Accepted)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (!accepted.isEmpty()) {
            messages.submit(accepted); // on a thread of its own: a broker that hangs must not keep callers waiting
        }
        return admissions.stream()
                .map(admission -> decisions.getOrDefault(admission.id(), Refused.TOO_MANY_OPEN))
                .toList();
    }

    private List<Boolean> wakeUp(List<Set<UUID>> accepted) {
        wakeUps.publish(accepted.stream().flatMap(Set::stream).toList());
        return accepted.stream().map(ids -> true).toList();
    }
}
