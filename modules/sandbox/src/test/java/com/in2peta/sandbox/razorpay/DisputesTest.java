package com.in2peta.sandbox.razorpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.sandbox.razorpay.RazorpaySandbox.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisputesTest {

    @TempDir
    Path dir;

    private RazorpaySandbox razorpay;
    private String payment;

    @BeforeEach
    void start() throws Exception {
        razorpay = new RazorpaySandbox(dir);
        payment = razorpay.post("/checkout/" + razorpay.automaticOrder(), "{}")
                .body()
                .path("razorpay_payment_id")
                .asText();
    }

    @AfterEach
    void stop() throws Exception {
        razorpay.close();
    }

    @Test
    void aDisputeTakesItsStepsAndSurvivesARestart() throws Exception {
        String id = open(3000).body().path("id").asText();
        assertThat(id).matches("disp_[0-9A-Za-z]{14}");
        razorpay.post("/disputes/" + id, "{\"status\":\"under_review\"}");
        razorpay.close();
        razorpay = new RazorpaySandbox(dir);
        assertThat(get(id).path("status").asText()).isEqualTo("under_review");
        assertThat(get(id).path("amount_deducted").asLong()).isZero();

        razorpay.post("/disputes/" + id, "{\"status\":\"lost\"}");

        assertThat(get(id).path("amount_deducted").asLong()).isEqualTo(3000);
        assertThat(razorpay.post("/disputes/" + id, "{\"status\":\"won\"}").status())
                .isEqualTo(400);
        assertThat(razorpay.get("/v1/disputes").body().at("/items/0/id").asText())
                .isEqualTo(id);
    }

    @Test
    void refusesWhatCannotBe() throws Exception {
        assertThat(open(5001).status()).isEqualTo(400);
        assertThat(open(0).status()).isEqualTo(400);
        String id = open(1).body().path("id").asText();
        assertThat(razorpay.post("/disputes/" + id, "{\"status\":\"perhaps\"}").status())
                .isEqualTo(400);
        assertThat(razorpay.post("/disputes/disp_00000000000000", "{\"status\":\"won\"}")
                        .status())
                .isEqualTo(400);
    }

    private Answer open(long amount) throws Exception {
        return razorpay.post("/disputes", "{\"payment_id\":\"" + payment + "\",\"amount\":" + amount + "}");
    }

    private JsonNode get(String id) throws Exception {
        return razorpay.get("/v1/disputes/" + id).body();
    }
}
