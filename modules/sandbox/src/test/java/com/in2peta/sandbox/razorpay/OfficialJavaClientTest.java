package com.in2peta.sandbox.razorpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.razorpay.Order;
import com.razorpay.Payment;
import com.razorpay.RazorpayClient;
import com.razorpay.RazorpayException;
import com.razorpay.Utils;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client the platform uses agrees with the stand-in. It has no setting for the host, see {@link #pointAt}. */
class OfficialJavaClientTest {

    @TempDir
    Path dir;

    private RazorpaySandbox sandbox;
    private RazorpayClient client;

    @BeforeEach
    void start() throws Exception {
        sandbox = new RazorpaySandbox(dir);
        pointAt(sandbox.port());
        client = new RazorpayClient("rzp_test_1", "rzp_key_secret");
    }

    @AfterEach
    void stop() throws Exception {
        sandbox.close();
    }

    @Test
    void takesAPaymentFromOrderToCapture() throws Exception {
        Order order = client.orders.create(new JSONObject()
                .put("amount", 5000)
                .put("currency", "INR")
                .put("receipt", "r1")
                .put("unique_receipt", true)
                .put("notes", new JSONObject().put("pack", "small")));
        String orderId = order.get("id");
        JsonNode proof = sandbox.post("/checkout/" + orderId, "{\"outcome\":\"success\",\"method\":\"card\"}")
                .body();
        String paymentId = proof.path("razorpay_payment_id").asText();

        assertThat(Utils.verifyPaymentSignature(new JSONObject(proof.toString()), "rzp_key_secret"))
                .isTrue();
        assertThat(client.payments.fetch(paymentId).<String>get("status")).isEqualTo("authorized");
        Payment captured = client.payments.capture(
                paymentId, new JSONObject().put("amount", 5000).put("currency", "INR"));

        assertThat(captured.<String>get("status")).isEqualTo("captured");
        assertThat(client.orders.fetch(orderId).<String>get("status")).isEqualTo("paid");
        List<Payment> payments = client.orders.fetchPayments(orderId);
        assertThat(payments)
                .singleElement()
                .satisfies(payment -> assertThat(payment.<String>get("id")).isEqualTo(paymentId));
        assertThat(client.orders.fetchAll(new JSONObject().put("receipt", "r1").put("count", 5)))
                .hasSize(1);
        assertThat(client.payments.fetchAll()).hasSize(1);
    }

    @Test
    void understandsTheErrors() throws Exception {
        assertThatThrownBy(() ->
                        client.orders.create(new JSONObject().put("amount", 99).put("currency", "INR")))
                .isInstanceOf(RazorpayException.class)
                .hasMessage("BAD_REQUEST_ERROR:Order amount less than minimum amount allowed");
        RazorpayClient stranger = new RazorpayClient("rzp_test_1", "wrong");
        assertThatThrownBy(() -> stranger.orders.fetchAll())
                .isInstanceOf(RazorpayException.class)
                .hasMessage("BAD_REQUEST_ERROR:Authentication failed");
    }

    /** OkHttp's own retry, also of a POST: without a unique receipt the customer would have two orders. */
    @Test
    void repeatsByItselfACreateWhoseAnswerIsLostOnAKeptConnection() throws Exception {
        client.orders.fetchAll();
        sandbox.delete("/requests");
        sandbox.post("/faults", "{\"body\":\"reset\",\"after\":true}");

        client.orders.create(new JSONObject()
                .put("amount", 5000)
                .put("currency", "INR")
                .put("receipt", "lost")
                .put("unique_receipt", true));

        assertThat(sandbox.get("/requests").body()).hasSize(2);
        assertThat(client.orders.fetchAll()).hasSize(1);
    }

    /**
     * The client makes its OkHttpClient when the first RazorpayClient is made and keeps it in a static field; one that
     * is there already it takes as it is.
     */
    private static void pointAt(int port) throws ReflectiveOperationException {
        OkHttpClient redirected = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    HttpUrl asked = chain.request().url();
                    HttpUrl here = asked.newBuilder()
                            .scheme("http")
                            .host("127.0.0.1")
                            .port(port)
                            .encodedPath("/razorpay" + asked.encodedPath())
                            .build();
                    return chain.proceed(chain.request().newBuilder().url(here).build());
                })
                .build();
        Field client = Class.forName("com.razorpay.ApiUtils").getDeclaredField("client");
        client.setAccessible(true);
        client.set(null, redirected);
    }
}
