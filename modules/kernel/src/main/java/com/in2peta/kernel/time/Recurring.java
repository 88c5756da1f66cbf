package com.in2peta.kernel.time;

import com.in2peta.kernel.failure.FailureCode;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Repeats a task for as long as the application runs. A failure is logged and the task is run again after its pause: neither a scheduled
 * executor nor an EJB timer would do that, both give up on a task that throws.
 */
@ApplicationScoped
public class Recurring {

    private static final Logger LOG = System.getLogger(Recurring.class.getName());

    @Resource
    ManagedScheduledExecutorService scheduler;

    /** Runs the task after each pause, one run at a time; the caller cancels it when he is destroyed. */
    public ScheduledFuture<?> every(Duration pause, String what, Runnable task) {
        return scheduler.scheduleWithFixedDelay(
                () -> run(what, task), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void run(String what, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "{0} failed and is tried again: {1}", what, FailureCode.of(e));
        }
    }
}
