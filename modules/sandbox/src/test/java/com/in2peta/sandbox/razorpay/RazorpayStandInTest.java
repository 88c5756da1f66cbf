package com.in2peta.sandbox.razorpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.sandbox.razorpay.RazorpaySandbox.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RazorpayStandInTest {

    @TempDir
    Path dir;

    private RazorpaySandbox razorpay;

    @BeforeEach
    void start() throws Exception {
        razorpay = new RazorpaySandbox(dir);
    }

    @AfterEach
    void stop() throws Exception {
        razorpay.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rzp_test_1:wrong", "rzp_test_2:rzp_key_secret", "rzp_test_1"})
    void refusesWrongKeys(String keys) throws Exception {
        String encoded = Base64.getEncoder().encodeToString(keys.getBytes(StandardCharsets.UTF_8));

        Answer answer = razorpay.send(razorpay.plain("/v1/orders").header("Authorization", "Basic " + encoded));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body())
                .hasToString("{\"error\":{\"code\":\"BAD_REQUEST_ERROR\",\"description\":\"Authentication failed\"}}");
    }

    @Test
    void refusesMissingKeysAndASchemeInLowerCase() throws Exception {
        String encoded =
                Base64.getEncoder().encodeToString("rzp_test_1:rzp_key_secret".getBytes(StandardCharsets.UTF_8));

        assertThat(razorpay.send(razorpay.plain("/v1/orders")).status()).isEqualTo(401);
        assertThat(razorpay.send(razorpay.plain("/v1/orders").header("Authorization", "basic " + encoded))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void failsAsOftenAsAsked() throws Exception {
        razorpay.post("/faults", "{\"next\":2,\"status\":500,\"path\":\"/orders\"}");
        razorpay.post("/faults", "{\"status\":429,\"path\":\"/payments\"}");

        assertThat(razorpay.get("/v1/orders").status()).isEqualTo(500);
        assertThat(razorpay.get("/v1/payments").status()).isEqualTo(429);
        Answer second = razorpay.get("/v1/orders");
        assertThat(second.status()).isEqualTo(500);
        assertThat(second.body().at("/error/code").asText()).isEqualTo("SERVER_ERROR");
        assertThat(razorpay.get("/v1/orders").status()).isEqualTo(200);
        assertThat(razorpay.get("/v1/payments").status()).isEqualTo(200);
    }

    @Test
    void clearsFaults() throws Exception {
        razorpay.post("/faults", "{\"next\":1000,\"status\":500}");
        razorpay.delete("/faults");

        assertThat(razorpay.get("/v1/orders").status()).isEqualTo(200);
    }

    @Test
    void refusesFaultsOutOfRange() throws Exception {
        for (String fault :
                new String[] {"{\"next\":0}", "{\"status\":200}", "{\"latency_ms\":60001}", "{\"body\":\"tea\"}", "{"
                }) {
            assertThat(razorpay.post("/faults", fault).status()).isEqualTo(400);
        }
    }

    @Test
    void answersGarbage() throws Exception {
        razorpay.post("/faults", "{\"body\":\"garbage\"}");

        HttpResponse<String> garbage = razorpay.text(razorpay.request("/v1/orders"));

        assertThat(garbage.statusCode()).isEqualTo(200);
        assertThat(garbage.body()).startsWith("<html>");
    }

    @Test
    void losesTheAnswerOfAnOrderThatWasMade() throws Exception {
        razorpay.post("/faults", "{\"body\":\"reset\",\"after\":true,\"path\":\"/orders\"}");
        String order = "{\"amount\":100,\"currency\":\"INR\",\"receipt\":\"lost\",\"unique_receipt\":true}";

        assertThatThrownBy(() -> razorpay.text(razorpay.request("/v1/orders").POST(BodyPublishers.ofString(order))))
                .isInstanceOf(IOException.class);

        assertThat(razorpay.post("/v1/orders", order).status()).isEqualTo(200);
        assertThat(razorpay.get("/v1/orders?receipt=lost").body().path("count").asInt())
                .isEqualTo(1);
    }

    @Test
    void answersLate() throws Exception {
        razorpay.post("/faults", "{\"latency_ms\":150}");
        Instant before = Instant.now();

        assertThat(razorpay.get("/v1/orders").status()).isEqualTo(200);

        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void showsWhatWasSentWithoutTheKeys() throws Exception {
        razorpay.order(5000, ",\"receipt\":\"seen\"");
        razorpay.get("/v1/orders?receipt=seen");

        Answer requests = razorpay.get("/requests");

        assertThat(requests.body()).hasSize(2);
        assertThat(requests.body().at("/0/method").asText()).isEqualTo("POST");
        assertThat(requests.body().at("/0/path").asText()).isEqualTo("/v1/orders");
        assertThat(requests.body().at("/0/body").asText()).contains("\"receipt\":\"seen\"");
        assertThat(requests.body().at("/1/path").asText()).isEqualTo("/v1/orders?receipt=seen");
        assertThat(requests.body().toString()).doesNotContain("rzp_key_secret", "Basic ");
    }

    @Test
    void keepsTheNewestThousandRequests() throws Exception {
        for (int i = 0; i <= RequestLog.MAX_REQUESTS; i++) {
            razorpay.get("/v1/orders?skip=" + i);
        }

        Answer requests = razorpay.get("/requests");

        assertThat(requests.body()).hasSize(RequestLog.MAX_REQUESTS);
        assertThat(requests.body().at("/0/path").asText()).isEqualTo("/v1/orders?skip=1");
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        HttpResponse<String> answer =
                razorpay.text(razorpay.request("/v1/orders").POST(BodyPublishers.ofString("x".repeat(65_537))));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void answersTwiceOnOneConnectionAndNotForOtherHosts() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", razorpay.port())) {
            String request = "GET /razorpay/requests HTTP/1.1\r\nHost: %s\r\n\r\n";
            socket.getOutputStream().write(request.formatted("localhost").getBytes(StandardCharsets.US_ASCII));
            assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 200");
            assertThat(socket.getInputStream().readNBytes(2)).isEqualTo("[]".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(request.formatted("evil.example").getBytes(StandardCharsets.US_ASCII));
            assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 421");
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }
}
