package com.in2peta.launcher.process;

import java.time.Duration;
import java.util.function.Consumer;

/** Starts a dead part again, with back-off, until it is told to stop. */
public final class Supervisor implements AutoCloseable {

    private final Runnable afterRestart;
    private final Consumer<String> report;
    private volatile boolean closed;

    /**
     * @param afterRestart runs when a part is ready again, under its new process id
     * @param report takes one line for the person at the terminal
     */
    public Supervisor(Runnable afterRestart, Consumer<String> report) {
        this.afterRestart = afterRestart;
        this.report = report;
    }

    /** Watches a part that is running now. */
    public void watch(ChildPart part) {
        watch(part, new Backoff(), System.nanoTime());
    }

    private void watch(ChildPart part, Backoff backoff, long bornNanos) {
        ChildProcess process = part.process();
        process.whenEnded(() -> {
            if (closed) {
                return;
            }
            Thread thread = new Thread(() -> restart(part, backoff, bornNanos), part.name() + "-restart");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private void restart(ChildPart part, Backoff backoff, long bornNanos) {
        Duration lived = Duration.ofNanos(System.nanoTime() - bornNanos);
        while (!closed) {
            Duration delay = backoff.after(lived);
            report.accept(part.name() + " ended; starting it again in " + delay.toMillis() + " ms");
            try {
                Thread.sleep(delay.toMillis());
                if (closed) {
                    return;
                }
                long born = System.nanoTime();
                part.start();
                watch(part, backoff, born);
                if (!closed) {
                    afterRestart.run();
                    report.accept(part.name() + " runs again");
                }
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                report.accept(e.getMessage());
                lived = Duration.ZERO;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
