package com.in2peta.sandbox.razorpay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RazorpaySignatureTest {

    @Test
    void signsACheckoutAsTheOfficialClientVerifiesIt() {
        assertThat(RazorpaySignature.ofCheckout("order_RB58MiP5SPFYyM", "pay_29QQoUBi66xm2f", "rzp_key_secret"))
                .isEqualTo("15176377f1c9761088bb15c09e0fbabd983fd703fdaf9911959f7d8b50f5c1ab");
    }

    @Test
    void signsAWebhookBodyAsTheOfficialClientVerifiesIt() {
        String body = "{\"entity\":\"event\",\"account_id\":\"acc_1\",\"event\":\"order.paid\","
                + "\"contains\":[\"payment\",\"order\"],\"payload\":{},\"created_at\":1700000000}";

        assertThat(RazorpaySignature.hmac(body, "rzp_webhook_secret"))
                .isEqualTo("844deec758ec5546e8abebbf15e89e53a29c05caba0cdf7cb5b155a5eee1ea93");
    }

    @Test
    void keepsSecretsOutOfLogLines() {
        assertThat(new RazorpayAccount("rzp_test_1", "hidden_key", "hidden_webhook"))
                .hasToString("RazorpayAccount[rzp_test_1]");
    }
}
