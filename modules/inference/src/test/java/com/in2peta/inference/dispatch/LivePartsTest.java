package com.in2peta.inference.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LivePartsTest {

    private static final int LIMIT = 20;
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<String> shown = new LinkedBlockingQueue<>();
    private final LiveParts parts = new LiveParts(
            Runnable::run, Duration.ofMillis(20), LIMIT, all -> shown.add(new String(all, StandardCharsets.UTF_8)));

    @Test
    void showsAllSoFar() throws InterruptedException {
        accept("\"a\"");
        assertThat(next()).isEqualTo("[\"a\"]");

        accept("\"b\"");
        accept("1");
        String seen = next();
        while (!seen.equals("[\"a\",\"b\",1]")) {
            seen = next(); // what came between the two
        }
    }

    @Test
    void ofALongOutputShowsTheBeginning() throws InterruptedException {
        accept("\"0123456789\"");
        assertThat(next()).isEqualTo("[\"0123456789\"]");

        accept("\"0123456789\"");
        accept("1");
        assertThat(next()).isEqualTo("[\"0123456789\",1]");
    }

    private void accept(String json) {
        parts.accept(json.getBytes(StandardCharsets.UTF_8));
    }

    private String next() throws InterruptedException {
        return shown.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
