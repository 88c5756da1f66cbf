package com.in2peta.compliance.retention;

import com.in2peta.compliance.api.Retention;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.retention.RetainedStore;
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
import java.util.concurrent.ScheduledFuture;

/** Makes the first room itself, because nothing can be written before, and keeps it even if no run of the job succeeds. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Room implements Retention {

    private static final Duration WATCH = Duration.ofSeconds(10);
    /** The room reaches further than this, so nothing has failed yet when readiness says no. */
    private static final Duration STALE = Duration.ofDays(1);

    private static final Logger LOG = System.getLogger(Room.class.getName());

    @Inject
    @Any
    Instance<RetainedStore> stores;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private volatile Instant preparedAt = Instant.MIN;
    private ScheduledFuture<?> watch;

    @PostConstruct
    void begin() {
        prepare();
        watch = recurring.every(WATCH, "the watch over the room of stores", this::keep);
    }

    @PreDestroy
    void end() {
        watch.cancel(false);
    }

    private void keep() {
        if (preparedAt.isBefore(clock.instant().minus(RetentionJob.PERIOD))) {
            prepare();
        }
    }

    private void prepare() {
        try {
            stores.forEach(store -> store.prepare(clock.instant()));
            preparedAt = clock.instant();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "no room made yet, trying again in a moment: {0}", FailureCode.of(e));
        }
    }

    @Override
    public boolean prepared() {
        return preparedAt.isAfter(clock.instant().minus(STALE));
    }
}
