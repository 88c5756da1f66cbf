package com.in2peta.billing.razorpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.razorpay.RazorpayClient;
import com.razorpay.RazorpayException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The client of Razorpay has no setting for its host: a new version of it that keeps its HTTP client elsewhere fails here, and not when it
 * sends a customer's order to the wrong place.
 */
class RazorpayHostTest {

    private static final String ORDER = "{\"id\":\"order_1\",\"entity\":\"order\"}";
    private static final String PAYMENT = "{\"id\":\"pay_1\",\"entity\":\"payment\"}";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyCallGoesToTheHostThatIsConfigured() throws Exception {
        answer("/v1/orders", 200, ORDER);
        answer("/v1/payments", 200, PAYMENT);
        RazorpayHost.use(url(""), (target, fields) -> {});

        String id = client().orders.create(new JSONObject().put("amount", 100)).get("id");
        client().payments.fetch("pay_1");

        assertThat(id).isEqualTo("order_1");
        assertThat(asked).containsExactly("POST /v1/orders", "GET /v1/payments/pay_1");
    }

    @Test
    void aPathBeforeTheApiIsKept() throws Exception {
        answer("/", 200, ORDER);
        RazorpayHost.use(url("/razorpay"), (target, fields) -> {});

        client().orders.fetch("order_1");

        assertThat(asked).containsExactly("GET /razorpay/v1/orders/order_1");
    }

    @Test
    void aClientThatWasMadeBeforeFollowsToo() throws Exception {
        answer("/", 200, ORDER);
        RazorpayHost.use(url("/first"), (target, fields) -> {});
        RazorpayClient client = client();
        RazorpayHost.use(url("/second"), (target, fields) -> {});

        client.orders.fetch("order_1");

        assertThat(asked).containsExactly("GET /second/v1/orders/order_1");
    }

    @Test
    void aRedirectionIsNotFollowed() throws Exception {
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().set("Location", url("/elsewhere").toString());
            send(exchange, 307, "");
        });
        RazorpayHost.use(url(""), (target, fields) -> {});

        RazorpayClient client = client();
        assertThatThrownBy(() -> client.orders.create(new JSONObject().put("amount", 100)))
                .isInstanceOfAny(RazorpayException.class, RuntimeException.class);

        assertThat(asked).containsExactly("/v1/orders");
    }

    @Test
    void aLostAnswerIsNotAskedForAgain() throws Exception {
        answer("/v1/payments", 200, PAYMENT);
        server.createContext("/v1/orders", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.close();
        });
        RazorpayHost.use(url(""), (target, fields) -> {});
        RazorpayClient client = client();
        client.payments.fetch("pay_1"); // a kept connection is what OkHttp would try again on
        asked.clear();

        assertThatThrownBy(() -> client.orders.create(new JSONObject().put("amount", 100)))
                .isInstanceOf(RazorpayException.class);

        assertThat(asked).containsExactly("/v1/orders");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> RazorpayHost.use(URI.create("file:///etc"), (target, fields) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in2peta.billing.razorpay-url");
    }

    private static RazorpayClient client() throws RazorpayException {
        return new RazorpayClient("rzp_test_1", "secret");
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(String context, int status, String body) {
        server.createContext(context, exchange -> {
            asked.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            send(exchange, status, body);
        });
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
