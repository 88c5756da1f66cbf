package com.in2peta.inference.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.inference.domain.Provider.Accepted;
import com.in2peta.inference.domain.Provider.Access;
import com.in2peta.inference.domain.Provider.Handed;
import com.in2peta.inference.domain.Provider.Job;
import com.in2peta.inference.domain.Provider.Place;
import com.in2peta.inference.domain.ProviderFailure;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModalProviderTest {

    private static final int MUCH = 3_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer function;
    private volatile String location;
    private volatile String body = "";

    @BeforeEach
    void start() throws IOException {
        function = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        function.createContext("/", exchange -> {
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            if (location != null) {
                exchange.getResponseHeaders().set("Location", location);
            }
            exchange.sendResponseHeaders(location == null ? 200 : 303, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        function.start();
    }

    @AfterEach
    void stop() {
        function.stop(0);
        threads.shutdownNow();
    }

    @Test
    void goesToTheResultOnItsOwnHost() {
        location = base() + "/later?call=1";
        assertThat(run()).isEqualTo(new Accepted("/later?call=1"));

        location = "later";
        assertThat(run()).isEqualTo(new Accepted("/later"));
    }

    /** Keys would go there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/x",
                "//10.0.0.1/x",
                "BASE//10.0.0.1/x",
                "BASE//10.0.0.1:8443/x?y",
                "https://127.0.0.1/x",
                "mailto:somebody"
            })
    void goesNowhereElse(String redirect) {
        location = redirect.replace("BASE", base());

        assertThatThrownBy(this::run).hasCauseInstanceOf(ProviderFailure.class);
    }

    @Test
    void takesNoAddressThatIsTooLong() {
        location = base() + "/" + "x".repeat(MUCH);

        assertThatThrownBy(this::run).hasCauseInstanceOf(ProviderFailure.class);
    }

    @Test
    void anAnswerThatIsNoEndIsNoResult() {
        body = "{\"status\":\"processing\"}";

        assertThatThrownBy(this::run).hasMessageContaining("goes on");
    }

    private String base() {
        return "http://127.0.0.1:" + function.getAddress().getPort();
    }

    private Handed run() {
        ProviderHttp http = new ProviderHttp(HttpClient.newHttpClient(), threads);
        Access access = new Access(URI.create(base() + "/run"), Optional.of("key"), Optional.of("secret"));
        Job job = new Job(
                UUID.randomUUID(),
                new Place("mine", Optional.empty(), Optional.of(access)),
                UUID.randomUUID(),
                "{}".getBytes(StandardCharsets.UTF_8),
                Optional.empty(),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Optional.empty());
        return new ModalProvider(http, Gate.OPEN, Clock.systemUTC()).run(job).join();
    }
}
