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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;

/** Runs every check of every module once a minute and remembers what it found; readiness asks it. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InvariantWatch {

    private static final Logger LOG = System.getLogger(InvariantWatch.class.getName());

    private static final Duration PERIOD = Duration.ofMinutes(1);

    @Inject
    Recurring recurring;

    @Inject
    @Any
    Instance<InvariantCheck> checks;

    private ScheduledFuture<?> rounds;
    private volatile List<Finding> latest = List.of();

    /** The findings of the last complete round; empty until the first one. */
    public List<Finding> latest() {
        return latest;
    }

    @PostConstruct
    void start() {
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
        latest = List.copyOf(findings);
    }
}
