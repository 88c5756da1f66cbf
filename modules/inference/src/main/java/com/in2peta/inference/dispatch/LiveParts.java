package com.in2peta.inference.dispatch;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Gathers the parts of an output as they come, and shows all of them so far from time to time; of long outputs only the beginning. */
final class LiveParts implements Consumer<byte[]> {

    private final Executor pause;
    private final int limitBytes;
    private final Consumer<byte[]> show;
    private final ByteArrayOutputStream array = new ByteArrayOutputStream();
    private boolean waits;

    /**
     * @param between from one showing to the next, at least
     * @param limitBytes what would make the array longer is not shown
     * @param show gets a JSON array of all parts so far
     */
    LiveParts(Executor executor, Duration between, int limitBytes, Consumer<byte[]> show) {
        this.pause = CompletableFuture.delayedExecutor(between.toMillis(), TimeUnit.MILLISECONDS, executor);
        this.limitBytes = limitBytes;
        this.show = show;
    }

    @Override
    public synchronized void accept(byte[] part) {
        if (array.size() + part.length > limitBytes) {
            return;
        }
        array.write(array.size() == 0 ? '[' : ',');
        array.writeBytes(part);
        if (!waits) {
            waits = true;
            pause.execute(this::show);
        }
    }

    private void show() {
        byte[] now;
        synchronized (this) {
            waits = false;
            now = Arrays.copyOf(array.toByteArray(), array.size() + 1);
        }
        now[now.length - 1] = ']';
        show.accept(now);
    }
}
