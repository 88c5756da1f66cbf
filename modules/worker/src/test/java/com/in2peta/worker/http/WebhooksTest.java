package com.in2peta.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.worker.Worker;
import com.in2peta.worker.WorkerClient;
import com.in2peta.worker.job.JobLimits;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {

    private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private HttpServer receiver;
    private Worker worker;
    private WorkerClient client;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        receiver.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            received.add(path + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Integer code = answers.poll();
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.getResponseHeaders().set("Connection", "close"); // a POST on a connection that goes is a lost try
            exchange.sendResponseHeaders(code == null ? 200 : code, -1);
            exchange.close();
        });
        receiver.start();
        worker = Worker.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                WorkerClient.KEY,
                Map.of("echo", (input, context) -> input),
                JobLimits.standard(1),
                Duration.ofMillis(20),
                () -> true);
        client = new WorkerClient(worker.port());
    }

    @AfterEach
    void stop() {
        worker.close();
        receiver.stop(0);
    }

    private String runWithWebhook(int port) {
        return client.post("/v2/echo/run", "{\"input\":{\"a\":1},\"webhook\":\"http://127.0.0.1:" + port + "/hook\"}")
                .id();
    }

    @Test
    void deliversTheStatusBody() throws InterruptedException {
        String id = runWithWebhook(receiver.getAddress().getPort());
        String body = received.poll(10, TimeUnit.SECONDS);
        assertThat(body)
                .startsWith("/hook ")
                .contains("\"id\":\"" + id + "\"", "\"status\":\"COMPLETED\"", "\"output\":{\"a\":1}");
    }

    @Test
    void triesThreeTimesInAllAndFollowsNoRedirect() throws InterruptedException {
        answers.add(302);
        answers.add(500);
        answers.add(204);
        runWithWebhook(receiver.getAddress().getPort());
        for (int i = 0; i < Webhooks.TRIES; i++) {
            assertThat(received.poll(10, TimeUnit.SECONDS)).startsWith("/hook ");
        }
        runWithWebhook(receiver.getAddress().getPort());
        assertThat(received.poll(10, TimeUnit.SECONDS)).startsWith("/hook ");
        assertThat(received).as("no fourth try of the first").isEmpty();
    }

    @Test
    void anUnreachableReceiverHoldsUpNoJob() {
        receiver.stop(0);
        for (int i = 0; i < 20; i++) {
            runWithWebhook(receiver.getAddress().getPort());
        }
        assertThat(client.post("/v2/echo/runsync?wait=10000", "{\"input\":{}}").status())
                .isEqualTo("COMPLETED");
    }
}
