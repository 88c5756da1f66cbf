package com.in2peta.inference.app;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Gathers the parts of an output as they come, and shows all of them so far from time to time. */
final class LiveParts implements Consumer<byte[]> {

    private final Executor pause;
    private final Consumer<byte[]> show;
    private byte[] all = {'[', ']'};
    private boolean waits;

    /**
     * @param between from one showing to the next, at least
     * @param show gets a JSON array of all parts so far
     */
    LiveParts(Executor executor, Duration between, Consumer<byte[]> show) {
        this.pause = CompletableFuture.delayedExecutor(between.toMillis(), TimeUnit.MILLISECONDS, executor);
        this.show = show;
    }

    @Override
    public synchronized void accept(byte[] part) {
        byte[] one = new byte[part.length + 2];
        one[0] = '[';
        System.arraycopy(part, 0, one, 1, part.length);
        one[one.length - 1] = ']';
        all = JsonArrays.concat(Optional.of(all), one);
        if (!waits) {
            waits = true;
            pause.execute(this::show);
        }
    }

    private void show() {
        byte[] now;
        synchronized (this) {
            waits = false;
            now = all;
        }
        show.accept(now);
    }
}
