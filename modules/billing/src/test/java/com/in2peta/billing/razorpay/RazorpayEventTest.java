package com.in2peta.billing.razorpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.billing.domain.PaymentEvent;
import com.in2peta.billing.domain.PaymentEvent.News;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RazorpayEventTest {

    @ParameterizedTest
    @CsvSource({
        "payment.authorized, MONEY_CAME",
        "payment.captured, MONEY_CAME",
        "order.paid, MONEY_CAME",
        "payment.failed, NOTHING",
        "refund.created, MONEY_WENT_BACK",
        "refund.processed, MONEY_WENT_BACK",
        "settlement.processed, NOTHING"
    })
    void namesThePaymentAndItsOrder(String kind, News news) {
        PaymentEvent event = read("""
                {"entity": "event", "event": "%s", "contains": ["payment"], "payload": {"payment": {"entity": {
                    "id": "pay_1", "order_id": "order_1", "amount": 50000, "vpa": "asha@bank", "card": {"id": "card_1", "last4": "1007"},
                    "notes": {"id": "pay_2", "order_id": "order_2"}}}}, "created_at": 1}
                """.formatted(kind));

        assertThat(event).isEqualTo(new PaymentEvent(kind, "order_1", "pay_1", "", news));
    }

    @Test
    void anOrderCanStandByItself() {
        PaymentEvent event = read("""
                {"event": "order.paid", "payload": {"payment": {"entity": {"id": "pay_1", "order_id": null}},
                    "order": {"entity": {"id": "order_1", "receipt": "r"}}}}
                """);

        assertThat(event).isEqualTo(new PaymentEvent("order.paid", "order_1", "pay_1", "", News.MONEY_CAME));
    }

    @Test
    void aDisputeIsNamedToo() {
        PaymentEvent event = read("""
                {"event": "payment.dispute.created", "payload": {"payment": {"entity": {"id": "pay_1", "order_id": "order_1"}},
                    "dispute": {"entity": {"id": "disp_1", "payment_id": "pay_1"}}}}
                """);

        assertThat(event)
                .isEqualTo(new PaymentEvent(
                        "payment.dispute.created", "order_1", "pay_1", "disp_1", News.MONEY_IS_DISPUTED));
    }

    @Test
    void aPaymentWithoutAnOrderIsNotOurs() {
        assertThat(read("""
                {"event": "payment.captured", "payload": {"payment": {"entity": {"id": "pay_1", "order_id": null}}}}
                """).news()).isEqualTo(News.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "\"event\"",
                "{}",
                "{\"event\": 1}",
                "{\"payload\": {\"event\": \"order.paid\"}}",
                "nothing"
            })
    void anythingElseIsNoEvent(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        DomainException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.INVALID_REQUEST));
    }

    private static PaymentEvent read(String body) {
        return RazorpayEvent.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
