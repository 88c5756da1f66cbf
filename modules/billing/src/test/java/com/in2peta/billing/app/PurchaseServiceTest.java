package com.in2peta.billing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.billing.api.CreditPurchases.CheckoutResult;
import com.in2peta.billing.api.CreditPurchases.OrderView;
import com.in2peta.billing.api.CreditPurchases.Pack;
import com.in2peta.billing.domain.CreditOrder;
import com.in2peta.billing.domain.PaymentEvent;
import com.in2peta.billing.domain.PaymentProcessor;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is believed of a payment, and what is not. */
class PurchaseServiceTest {

    private static final Pack PACK = new Pack("inr-500", 50_000, "INR", 500_000_000);
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String PROCESSOR_ORDER = "order_1";
    private static final CheckoutResult RESULT = new CheckoutResult(PROCESSOR_ORDER, "pay_1", "good");

    private final Caller caller = Caller.byKey(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), "asha");
    private final Transactions transactions = new Transactions();
    private final Processor processor = new Processor();
    private final PurchaseService purchases = new PurchaseService();

    /** The transactions over one order in memory. */
    private static final class Transactions extends CreditOrders {

        private CreditOrder order;
        private int credits;

        @Override
        public List<Pack> packs() {
            return List.of(PACK);
        }

        @Override
        public CreditOrder create(Caller caller, Pack pack) {
            order = CreditOrder.of(UUID.randomUUID(), caller.organizationId(), caller.personId(), pack, NOW);
            return order;
        }

        @Override
        public CreditOrder register(Caller caller, UUID orderId, String razorpayOrderId) {
            order.registered(razorpayOrderId, NOW);
            return order;
        }

        @Override
        public CreditOrder get(Caller caller, UUID orderId) {
            return order;
        }

        @Override
        public CreditOrder pay(UUID organizationId, UUID orderId, String paymentId, Optional<String> signature) {
            if (order.pay(paymentId, signature, NOW)) {
                credits++;
            }
            return order;
        }
    }

    /** A processor that knows one payment. */
    private static final class Processor implements PaymentProcessor {

        private final List<String> captured = new ArrayList<>();
        private Payment payment = new Payment("pay_1", PROCESSOR_ORDER, 50_000, "INR", "captured");

        @Override
        public String createOrder(CreditOrder order) {
            return PROCESSOR_ORDER;
        }

        @Override
        public Optional<Payment> findPayment(String paymentId) {
            return Optional.of(payment).filter(p -> p.id().equals(paymentId));
        }

        @Override
        public List<Payment> paymentsOf(String processorOrderId) {
            return List.of(payment);
        }

        @Override
        public Payment capture(Payment authorized) {
            captured.add(authorized.id());
            return new Payment(
                    authorized.id(), authorized.orderId(), authorized.amountMinor(), authorized.currency(), "captured");
        }

        @Override
        public Optional<Refund> refund(String paymentId, UUID refundId, long amountMinor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Refund> findRefund(String processorRefundId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Dispute findDispute(String processorDisputeId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Dispute> newestDisputes() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean signed(String processorOrderId, String paymentId, String signature) {
            return signature.equals("good");
        }

        @Override
        public PaymentEvent event(byte[] body, String signature) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void wire() {
        purchases.orders = transactions;
        purchases.processor = processor;
        purchases.payments = new Payments();
        purchases.payments.orders = transactions;
        purchases.payments.processor = processor;
        purchases.config = new BillingConfig();
        purchases.config.razorpayKeyId = "rzp_test_1";
    }

    @Test
    void aCapturedPaymentIsCreditedOnceHoweverOftenItIsConfirmed() {
        OrderView order = purchases.order(caller, "inr-500");

        OrderView paid = purchases.confirm(caller, order.id(), RESULT);
        OrderView again = purchases.confirm(caller, order.id(), RESULT);

        assertThat(paid.status()).isEqualTo("paid");
        assertThat(again).isEqualTo(paid);
        assertThat(transactions.credits).isEqualTo(1);
        assertThat(processor.captured).isEmpty();
    }

    @Test
    void anAuthorizedPaymentIsCapturedFirst() {
        OrderView order = purchases.order(caller, "inr-500");
        processor.payment = new PaymentProcessor.Payment("pay_1", PROCESSOR_ORDER, 50_000, "INR", "authorized");

        assertThat(purchases.confirm(caller, order.id(), RESULT).status()).isEqualTo("paid");
        assertThat(processor.captured).containsExactly("pay_1");
    }

    @ParameterizedTest
    @CsvSource({
        "order_2, 50000, INR, captured",
        "'', 50000, INR, captured",
        "order_1, 49999, INR, captured",
        "order_1, 50000, USD, captured",
        "order_1, 50000, INR, created",
        "order_1, 50000, INR, failed",
        "order_1, 50000, INR, refunded"
    })
    void aPaymentThatIsNotThisOrdersIsNotConfirmed(String order, long amount, String currency, String status) {
        OrderView made = purchases.order(caller, "inr-500");
        processor.payment = new PaymentProcessor.Payment("pay_1", order, amount, currency, status);

        refused(made, RESULT, ProblemType.PAYMENT_NOT_CONFIRMED);
    }

    @Test
    void anUnknownPaymentIsNotConfirmed() {
        refused(
                purchases.order(caller, "inr-500"),
                new CheckoutResult(PROCESSOR_ORDER, "pay_2", "good"),
                ProblemType.PAYMENT_NOT_CONFIRMED);
    }

    @Test
    void aWrongSignatureIsRefusedAlsoWhenTheOrderIsPaid() {
        OrderView order = purchases.order(caller, "inr-500");
        CheckoutResult forged = new CheckoutResult(PROCESSOR_ORDER, "pay_1", "forged");

        refused(order, forged, ProblemType.INVALID_SIGNATURE);
        purchases.confirm(caller, order.id(), RESULT);

        assertThatThrownBy(() -> purchases.confirm(caller, order.id(), forged))
                .isInstanceOfSatisfying(
                        DomainException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.INVALID_SIGNATURE));
    }

    @Test
    void aSignatureForAnotherOrderIsRefused() {
        refused(
                purchases.order(caller, "inr-500"),
                new CheckoutResult("order_2", "pay_1", "good"),
                ProblemType.INVALID_SIGNATURE);
    }

    @Test
    void anUnknownPackMakesNoOrder() {
        assertThatThrownBy(() -> purchases.order(caller, "inr-1")).isInstanceOfSatisfying(DomainException.class, e -> {
            assertThat(e.type()).isEqualTo(ProblemType.INVALID_REQUEST);
            assertThat(e.violations())
                    .singleElement()
                    .satisfies(v -> assertThat(v.pointer()).isEqualTo("/pack"));
        });
        assertThat(transactions.order).isNull();
    }

    private void refused(OrderView order, CheckoutResult result, ProblemType type) {
        assertThatThrownBy(() -> purchases.confirm(caller, order.id(), result))
                .isInstanceOfSatisfying(
                        DomainException.class, e -> assertThat(e.type()).isEqualTo(type));
        assertThat(transactions.order.isPaid()).isFalse();
        assertThat(transactions.credits).isZero();
    }
}
