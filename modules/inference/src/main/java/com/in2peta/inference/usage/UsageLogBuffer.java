package com.in2peta.inference.usage;

import com.in2peta.inference.api.UsageLog.ApiCall;
import com.in2peta.inference.persistence.UsageLogTable;
import com.in2peta.kernel.time.Recurring;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledFuture;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Holds API calls for a moment and writes them together. What is in it when the process is killed is lost, and that is all. */
@ApplicationScoped
public class UsageLogBuffer {

    private static final int CAPACITY = 50_000;
    private static final int BATCH = 1_000;
    private static final Duration PERIOD = Duration.ofMillis(500);

    @Inject
    Recurring recurring;

    @Inject
    UsageLogTable table;

    @Inject
    MetricRegistry metrics;

    private final BlockingQueue<ApiCall> calls = new ArrayBlockingQueue<>(CAPACITY);
    private ScheduledFuture<?> flushes;

    public void start() {
        flushes = recurring.every(PERIOD, "writing the usage log", this::flush);
    }

    public void stop() {
        flushes.cancel(false);
        flush();
    }

    void add(ApiCall call) {
        if (!calls.offer(call)) {
            metrics.counter("in2peta_usage_log_dropped_total").inc();
        }
    }

    private void flush() {
        List<ApiCall> batch = new ArrayList<>(BATCH);
        try {
            while (calls.drainTo(batch, BATCH) > 0) {
                table.write(batch);
                batch.clear();
            }
        } catch (RuntimeException e) {
            metrics.counter("in2peta_usage_log_dropped_total").inc(batch.size());
            throw e;
        }
    }
}
