package com.in2peta.billing.razorpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By vectors that the npm client razorpay 2.9.8 accepts. */
class RazorpaySignatureTest {

    private static final String EVENT = "{\"entity\":\"event\",\"account_id\":\"acc_1\",\"event\":\"order.paid\","
            + "\"contains\":[\"payment\",\"order\"],\"payload\":{},\"created_at\":1700000000}";
    private static final String OF_EVENT = "844deec758ec5546e8abebbf15e89e53a29c05caba0cdf7cb5b155a5eee1ea93";
    private static final String OF_CHECKOUT = "15176377f1c9761088bb15c09e0fbabd983fd703fdaf9911959f7d8b50f5c1ab";

    @Test
    void isThatOfTheOfficialClient() {
        assertThat(is(OF_EVENT, EVENT, "rzp_webhook_secret")).isTrue();
        assertThat(is(OF_CHECKOUT, "order_RB58MiP5SPFYyM|pay_29QQoUBi66xm2f", "rzp_key_secret"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "é",
                "844DEEC758EC5546E8ABEBBF15E89E53A29C05CABA0CDF7CB5B155A5EEE1EA93",
                OF_EVENT + "0",
                OF_CHECKOUT
            })
    void anyOtherIsNot(String signature) {
        assertThat(is(signature, EVENT, "rzp_webhook_secret")).isFalse();
    }

    @Test
    void everyByteAndTheSecretCount() {
        assertThat(is(OF_EVENT, EVENT + " ", "rzp_webhook_secret")).isFalse();
        assertThat(is(OF_EVENT, EVENT, "rzp_webhook_secreT")).isFalse();
    }

    private static boolean is(String signature, String content, String secret) {
        return RazorpaySignature.is(signature, content.getBytes(StandardCharsets.UTF_8), secret);
    }
}
