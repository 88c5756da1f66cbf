package com.in2peta.inference.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderHttpTest {

    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final long PATIENCE_SECONDS = 20;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch left = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void holdsTheLimitOfTimeForTheBodyToo() throws InterruptedException {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            try {
                while (true) {
                    out.write(' ');
                    out.flush();
                }
            } catch (IOException gone) {
                left.countDown();
            }
        });
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        ProviderHttp http = new ProviderHttp(HttpClient.newHttpClient(), threads);
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();

        assertThatThrownBy(() -> http.send(request, info -> new LimitedBody(Integer.MAX_VALUE - 8))
                        .join())
                .hasCauseInstanceOf(CallTimeout.class);
        assertThat(left.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("the connection is closed")
                .isTrue();
    }
}
