package com.in2peta.inference.app;

import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.dispatch.Dispatcher;
import com.in2peta.inference.domain.Admission;
import com.in2peta.inference.domain.Decision;
import com.in2peta.inference.domain.Decision.Accepted;
import com.in2peta.inference.domain.Decision.Refused;
import com.in2peta.inference.domain.Dispatch;
import com.in2peta.inference.domain.Taken;
import com.in2peta.inference.domain.WakeUps;
import com.in2peta.inference.persistence.PredictionTable;
import com.in2peta.kernel.work.GroupCommit;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Accepts predictions, many in one commit. What there is room for here is claimed in the same commit and begun; of the rest it says by JMS that
 * there is work.
 */
@ApplicationScoped
class AdmissionWriter {

    private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(64, 8_000_000, 4_000);
    /** One that finds no room is lost, and the sweep finds its work. */
    private static final GroupCommit.Limits MESSAGES = new GroupCommit.Limits(16, Integer.MAX_VALUE, 256);
    /** What was begun and finds no room is lost too, until its lease ends. */
    private static final GroupCommit.Limits BEGINNINGS = new GroupCommit.Limits(16, Integer.MAX_VALUE, 4_000);

    private static final int BEGINNERS = 2;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    PredictionTable predictions;

    @Inject
    OpenPredictions open;

    @Inject
    WakeUps wakeUps;

    @Inject
    Dispatcher dispatcher;

    @Inject
    InferenceConfig config;

    @Inject
    Clock clock;

    private GroupCommit<Admission, Decision> commits;
    private GroupCommit<Set<UUID>, Boolean> messages;
    private GroupCommit<Dispatch, Boolean> beginnings;

    void start() {
        beginnings = new GroupCommit<>(threads, BEGINNERS, BEGINNINGS, dispatch -> 0, this::begin);
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
        beginnings.close();
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
        Map<Admission, Taken> taken = new IdentityHashMap<>(); // two of them may have one id, which is the callers'
        Map<UUID, Decision> decisions = Map.of();
        try {
            allowed.forEach(admission -> dispatcher.reserve(admission).ifPresent(claim -> taken.put(admission, claim)));
            if (!allowed.isEmpty()) {
                decisions = predictions.admit(allowed, taken, now, config.queueLimit());
            }
        } finally {
            for (Admission admission : taken.keySet()) {
                if (!isAccepted(decisions, admission)) {
                    dispatcher.giveBack(admission);
                }
            }
        }
        handOn(allowed, decisions, taken, now);
        Map<UUID, Decision> made = decisions;
        return admissions.stream()
                .map(admission -> made.getOrDefault(admission.id(), Refused.TOO_MANY_OPEN))
                .toList();
    }

    /** On threads of their own: neither a provider nor a broker that hangs must keep callers waiting. */
    private void handOn(
            List<Admission> admissions, Map<UUID, Decision> decisions, Map<Admission, Taken> taken, Instant now) {
        Set<UUID> others = new HashSet<>();
        for (Admission admission : admissions) {
            if (!isAccepted(decisions, admission)) {
                continue;
            }
            Taken claim = taken.get(admission);
            if (claim == null) {
                others.add(admission.id());
            } else {
                Instant giveUpAt = now.plus(config.queueLimit()).plusSeconds(admission.runLimitSeconds());
                beginnings.submit(Dispatch.of(admission, claim, now, giveUpAt)).exceptionally(full -> {
                    dispatcher.giveBack(admission);
                    return false;
                });
            }
        }
        if (!others.isEmpty()) {
            messages.submit(others);
        }
    }

    private static boolean isAccepted(Map<UUID, Decision> decisions, Admission admission) {
        return decisions.get(admission.id()) instanceof Accepted;
    }

    private List<Boolean> begin(List<Dispatch> accepted) {
        accepted.forEach(dispatcher::begin);
        return accepted.stream().map(dispatch -> true).toList();
    }

    private List<Boolean> wakeUp(List<Set<UUID>> accepted) {
        wakeUps.publish(accepted.stream().flatMap(Set::stream).toList());
        return accepted.stream().map(ids -> true).toList();
    }
}
