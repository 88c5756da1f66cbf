package com.in2peta.kernel.seal;

import com.in2peta.kernel.time.Recurring;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/** Brings keys under the current master key when the file has a new one. Whatever is interrupted is found again by the next look. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MasterKeyRotation {

    private static final Duration LOOK = Duration.ofMinutes(5);
    private static final int BATCH = 500;

    @Inject
    Seals seals;

    @Inject
    Recurring recurring;

    private ScheduledFuture<?> looks;

    @PostConstruct
    void start() {
        looks = recurring.every(LOOK, "the look for keys under an older master key", this::renew);
    }

    @PreDestroy
    void stop() {
        looks.cancel(false);
    }

    private void renew() {
        int found;
        do {
            found = seals.renew(BATCH);
        } while (found > 0);
    }
}
