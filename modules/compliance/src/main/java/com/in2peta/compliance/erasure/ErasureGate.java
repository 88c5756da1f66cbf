package com.in2peta.compliance.erasure;

import com.in2peta.compliance.api.ErasedPeople;
import com.in2peta.compliance.api.Jobs;
import com.in2peta.kernel.time.Recurring;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;

/**
 * Looks, from the start on, whether the database knows somebody who was erased; as long as it does, this node is not ready. Once it is clean it
 * stays so until the next start: a backup is not restored under a running node.
 */
@Singleton
@Startup
@Local(ErasedPeople.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ErasureGate implements ErasedPeople {

    private static final Logger LOG = System.getLogger(ErasureGate.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** A replay that did not start every erasure is repeated. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

    @Inject
    Ledgers ledgers;

    @Inject
    KnownAgain knownAgain;

    @Inject
    Jobs jobs;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private volatile boolean clean;
    private Instant replayedAt = Instant.MIN;
    private ScheduledFuture<?> looks;

    @PostConstruct
    void begin() {
        looks = recurring.every(PERIOD, "the look at the ledger of erasures", this::look);
    }

    @PreDestroy
    void end() {
        looks.cancel(false);
    }

    @Override
    public boolean areGone() {
        return clean;
    }

    private void look() {
        if (clean) {
            return;
        }
        int known = knownAgain.of(ledgers.entries()).size();
        if (known == 0) {
            clean = true;
            looks.cancel(false);
        } else if (replayedAt.isBefore(clock.instant().minus(AGAIN))) {
            LOG.log(Level.WARNING, "the database knows {0} erased people again: their erasure is repeated", known);
            jobs.start(ReplayJob.NAME, Optional.empty(), false, Optional.empty());
            replayedAt = clock.instant();
        }
    }
}
