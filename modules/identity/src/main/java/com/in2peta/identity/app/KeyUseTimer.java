package com.in2peta.identity.app;

import com.in2peta.kernel.time.Recurring;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/** Twice a minute, so that a key's last use is at most a minute behind. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyUseTimer {

    private static final Duration PERIOD = Duration.ofSeconds(30);

    @Inject
    KeyUse keyUse;

    @Inject
    Recurring recurring;

    private ScheduledFuture<?> writes;

    @PostConstruct
    void start() {
        writes = recurring.every(PERIOD, "writing the last use of keys", keyUse::write);
    }

    @PreDestroy
    void stop() {
        writes.cancel(false);
        keyUse.write();
    }
}
