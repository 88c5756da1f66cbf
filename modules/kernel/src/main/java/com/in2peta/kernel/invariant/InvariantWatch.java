package com.in2peta.kernel.invariant;

import com.in2peta.kernel.invariant.InvariantCheck.Finding;
import com.in2peta.kernel.time.Recurring;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;

/**
 * Runs every check of every module once a minute and remembers what it found; readiness asks it. A round that cannot be completed leaves
 * the findings of the last one, which say when they were made.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InvariantWatch {

    /** What a round found, and when it had looked at everything. */
    public record Round(List<Finding> findings, Instant completedAt) {

        public long broken() {
            return findings.stream().filter(finding -> !finding.holds()).count();
        }
    }

    private static final Logger LOG = System.getLogger(InvariantWatch.class.getName());

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Duration STALE = Duration.ofMinutes(30);

    @Inject
    Recurring recurring;

    @Inject
    @Any
    Instance<InvariantCheck> checks;

    @Inject
    Clock clock;

    private ScheduledFuture<?> rounds;
    private volatile Round latest;

    /** The last complete round; the start of the application counts as one that found nothing. */
    public Round latest() {
        return latest;
    }

    /** Whether round after round could not be completed: what the findings say is not known to be true any more. */
    public boolean isStale() {
        return latest.completedAt().isBefore(clock.instant().minus(STALE));
    }

    @PostConstruct
    void start() {
        latest = new Round(List.of(), clock.instant());
        rounds = recurring.every(PERIOD, "the check of the invariants", this::verify);
    }

    @PreDestroy
    void stop() {
        rounds.cancel(false);
    }

    private void verify() {
        List<Finding> findings = new ArrayList<>();
        checks.forEach(check -> findings.addAll(check.verify()));
        findings.stream()
                .filter(finding -> !finding.holds())
                .forEach(finding -> LOG.log(Level.ERROR, "broken: {0} ({1})", finding.name(), finding.detail()));
        latest = new Round(List.copyOf(findings), clock.instant());
    }
}
