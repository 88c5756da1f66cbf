package com.in2peta.billing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.billing.api.CreditPurchases.Pack;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CreditOrderTest {

    private static final Instant MADE = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant PAID = MADE.plusSeconds(60);

    private final CreditOrder order = CreditOrder.of(
            UUID.randomUUID(),
            UUID.randomUUID(),
            UUID.randomUUID(),
            new Pack("inr-500", 50_000, "INR", 500_000_000),
            MADE);

    @Test
    void keepsWhatThePackPromisedWhenItWasOrdered() {
        assertThat(order.packId()).isEqualTo("inr-500");
        assertThat(order.amountMinor()).isEqualTo(50_000);
        assertThat(order.creditMicros()).isEqualTo(500_000_000);
        assertThat(order.isPaid()).isFalse();
        assertThat(order.paidAt()).isEmpty();
    }

    @Test
    void isPaidOnce() {
        assertThat(order.pay("pay_1", Optional.of("signature"), PAID)).isTrue();
        assertThat(order.pay("pay_2", Optional.empty(), PAID.plusSeconds(1))).isFalse();

        assertThat(order.isPaid()).isTrue();
        assertThat(order.razorpayPaymentId()).contains("pay_1");
        assertThat(order.paidAt()).contains(PAID);
    }
}
