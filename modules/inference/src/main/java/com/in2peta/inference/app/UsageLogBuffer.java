package com.in2peta.inference.app;

import com.in2peta.inference.api.UsageLog.ApiCall;
import com.in2peta.inference.persistence.UsageLogTable;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Holds API calls for a moment and writes them together. What is in it when the process is killed is lost, and that is all. */
@ApplicationScoped
class UsageLogBuffer {

    private static final Logger LOG = System.getLogger(UsageLogBuffer.class.getName());
    private static final int CAPACITY = 50_000;
    private static final int BATCH = 1_000;
    private static final long PERIOD_MILLIS = 500;

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    UsageLogTable table;

    @Inject
    MetricRegistry metrics;

    private final BlockingQueue<ApiCall> calls = new ArrayBlockingQueue<>(CAPACITY);
    private ScheduledFuture<?> flushes;

    @PostConstruct
    void start() {
        flushes = scheduler.scheduleWithFixedDelay(this::flush, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
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
            LOG.log(Level.WARNING, "the usage log was not written: {0}", e.getMessage());
        }
    }
}
