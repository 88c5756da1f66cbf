package com.in2peta.inference.usage;

import com.in2peta.inference.api.TargetStatistics;
import com.in2peta.inference.api.TargetStatistics.Percentiles;
import com.in2peta.inference.api.TargetStatistics.TargetStatistic;
import com.in2peta.inference.persistence.TargetTally;
import com.in2peta.inference.provider.Providers;
import com.in2peta.kernel.time.Recurring;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Counts how targets do, and shows operations the last hour of each provider. It comes some seconds late, so that what had ended before has been
 * committed. What is shown names no model and no organization.
 */
@ApplicationScoped
public class TargetCounts {

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LAG = Duration.ofSeconds(10);
    private static final Duration SHOWN = Duration.ofHours(1);
    private static final double MILLIS = 1_000.0;

    @Inject
    TargetTally tally;

    @Inject
    Providers providers;

    @Inject
    Recurring recurring;

    @Inject
    MetricRegistry metrics;

    @Inject
    Clock clock;

    private volatile Map<String, TargetStatistic> lastHour = Map.of();
    private ScheduledFuture<?> counting;

    public void start() {
        providers.names().forEach(this::show);
        counting = recurring.every(PAUSE, "the count of attempts", this::count);
    }

    public void stop() {
        counting.cancel(false);
    }

    private void count() {
        Instant now = clock.instant();
        tally.count(now.minus(LAG), TargetStatistics.KEPT);
        lastHour = tally.ofProviders(now.minus(SHOWN)).stream()
                .collect(Collectors.toMap(TargetStatistic::provider, statistic -> statistic));
    }

    private void show(String provider) {
        metrics.gauge(
                "in2peta_target_success_ratio",
                () -> Optional.ofNullable(lastHour.get(provider))
                        .map(statistic -> (double) statistic.succeeded() / statistic.attempts())
                        .orElse(Double.NaN),
                new Tag("provider", provider));
        show(provider, "queue", TargetStatistic::queue);
        show(provider, "cold_start", TargetStatistic::coldStart);
        show(provider, "run", TargetStatistic::run);
    }

    private void show(String provider, String what, Function<TargetStatistic, Optional<Percentiles>> times) {
        show(provider, what, "0.5", times, Percentiles::p50);
        show(provider, what, "0.95", times, Percentiles::p95);
    }

    private void show(
            String provider,
            String what,
            String quantile,
            Function<TargetStatistic, Optional<Percentiles>> times,
            Function<Percentiles, Duration> of) {
        metrics.gauge(
                "in2peta_target_seconds",
                () -> Optional.ofNullable(lastHour.get(provider))
                        .flatMap(times)
                        .map(of)
                        .map(time -> time.toMillis() / MILLIS)
                        .orElse(Double.NaN),
                new Tag("provider", provider),
                new Tag("what", what),
                new Tag("quantile", quantile));
    }
}
