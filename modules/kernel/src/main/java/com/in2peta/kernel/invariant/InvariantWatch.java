package com.in2peta.kernel.invariant;

import com.in2peta.kernel.invariant.InvariantCheck.Finding;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs every check of every module once a minute and remembers what it found; readiness asks it. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InvariantWatch {

    private static final Logger LOG = System.getLogger(InvariantWatch.class.getName());

    @Inject
    @Any
    Instance<InvariantCheck> checks;

    private final AtomicBoolean running = new AtomicBoolean();
    private volatile List<Finding> latest = List.of();

    /** The findings of the last complete round; empty until the first one. */
    public List<Finding> latest() {
        return latest;
    }

    @Schedule(hour = "*", minute = "*", second = "20", persistent = false)
    void verify() {
        if (!running.compareAndSet(false, true)) {
            return; // the last round is still counting
        }
        try {
            List<Finding> findings = new ArrayList<>();
            checks.forEach(check -> findings.addAll(check.verify()));
            findings.stream()
                    .filter(finding -> !finding.holds())
                    .forEach(finding -> LOG.log(Level.ERROR, "broken: {0} ({1})", finding.name(), finding.detail()));
            latest = List.copyOf(findings);
        } finally {
            running.set(false);
        }
    }
}
