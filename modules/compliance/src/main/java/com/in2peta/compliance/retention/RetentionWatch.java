package com.in2peta.compliance.retention;

import com.in2peta.compliance.api.Retention;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.retention.ExpiringKeys;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Looks after what the job is for, without it: makes the first room, because nothing can be written before, keeps it even if no run
 * succeeds, and measures by how long the oldest row of each rule is past its time.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RetentionWatch implements Retention {

    private static final Duration WATCH = Duration.ofSeconds(10);
    private static final Duration MEASURE = Duration.ofMinutes(1);
    /** The room reaches further than this, so nothing has failed yet when readiness says no. */
    private static final Duration STALE = Duration.ofDays(1);

    private static final Logger LOG = System.getLogger(RetentionWatch.class.getName());

    @Inject
    @Any
    Instance<RetainedStore> stores;

    @Inject
    @Any
    Instance<ExpiringKeys> keys;

    @Inject
    RetainedTables tables;

    @Inject
    Catalogue catalogue;

    @Inject
    MetricRegistry metrics;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private volatile Instant preparedAt = Instant.MIN;
    private volatile Map<String, Duration> overdue = Map.of();
    private List<ScheduledFuture<?>> schedules;

    @PostConstruct
    void begin() {
        prepare();
        tables.all().stream().map(Retained::rule).distinct().forEach(this::show);
        schedules = List.of(
                recurring.every(WATCH, "the watch over the room of stores", this::keepRoom),
                recurring.every(MEASURE, "the measurement of what is overdue", this::measure));
    }

    @PreDestroy
    void end() {
        schedules.forEach(schedule -> schedule.cancel(false));
    }

    private void keepRoom() {
        if (preparedAt.isBefore(clock.instant().minus(RetentionJob.PERIOD))) {
            prepare();
        }
    }

    private void prepare() {
        try {
            stores.forEach(store -> store.prepare(clock.instant()));
            keys.forEach(expiring -> expiring.prepare(clock.instant()));
            preparedAt = clock.instant();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "no room made yet, trying again in a moment: {0}", FailureCode.of(e));
        }
    }

    private void show(String rule) {
        metrics.gauge(
                "in2peta_retention_overdue_seconds",
                () -> overdue.getOrDefault(rule, Duration.ZERO).toSeconds(),
                new Tag("rule", rule));
    }

    private void measure() {
        Map<String, Duration> longest = new TreeMap<>();
        Instant now = clock.instant();
        for (Retained table : tables.all()) {
            table.overdue(now)
                    .ifPresent(late -> longest.merge(table.rule(), late, (a, b) -> a.compareTo(b) > 0 ? a : b));
        }
        overdue = longest;
    }

    @Override
    public boolean prepared() {
        return preparedAt.isAfter(clock.instant().minus(STALE));
    }

    @Override
    public Map<String, Duration> overdueBeyondBound() {
        Map<String, Duration> beyond = new TreeMap<>(overdue);
        beyond.entrySet()
                .removeIf(late -> late.getValue()
                                .compareTo(
                                        catalogue.policy().rule(late.getKey()).grace())
                        <= 0);
        return beyond;
    }
}
