package com.in2peta.billing.razorpay;

import com.in2peta.billing.app.BillingConfig;
import com.in2peta.billing.domain.CreditOrder;
import com.in2peta.billing.domain.PaymentEvent;
import com.in2peta.billing.domain.PaymentProcessor;
import com.in2peta.kernel.egress.RecipientRefused;
import com.in2peta.kernel.egress.Recipients;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.razorpay.Entity;
import com.razorpay.RazorpayClient;
import com.razorpay.RazorpayException;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.json.JSONException;
import org.json.JSONObject;

/** Razorpay's orders and payments (https://razorpay.com/docs/api/). Of a payment only what {@link Payment} names is read. */
@ApplicationScoped
class Razorpay implements PaymentProcessor {

    private static final Logger LOG = System.getLogger(Razorpay.class.getName());
    private static final int REFUSED = 400;
    private static final int PAGE = 100;

    @Inject
    BillingConfig config;

    @Inject
    Recipients recipients;

    private RazorpayClient client;

    @PostConstruct
    void connect() {
        RazorpayHost.use(config.razorpayUrl(), (target, fields) -> recipients.require("razorpay", target, fields));
        try {
            client = new RazorpayClient(config.razorpayKeyId(), config.razorpayKeySecret());
        } catch (RazorpayException e) {
            throw new IllegalStateException("the Razorpay client cannot be made", e);
        }
    }

    @Override
    public String createOrder(CreditOrder order) {
        JSONObject request = new JSONObject()
                .put("amount", order.amountMinor())
                .put("currency", order.currency())
                .put("receipt", order.id().toString())
                .put("unique_receipt", true)
                .put("payment", new JSONObject().put("capture", "automatic"));
        return call("create an order", () -> client.orders.create(request).<String>get("id"));
    }

    @Override
    public Optional<Payment> findPayment(String paymentId) {
        return call("fetch a payment", () -> Optional.of(payment(client.payments.fetch(paymentId))));
    }

    @Override
    public List<Payment> paymentsOf(String razorpayOrderId) {
        return call(
                "list the payments of an order",
                () -> client.orders.fetchPayments(razorpayOrderId).stream()
                        .map(Razorpay::payment)
                        .toList());
    }

    @Override
    public Payment capture(Payment payment) {
        JSONObject request =
                new JSONObject().put("amount", payment.amountMinor()).put("currency", payment.currency());
        return call("capture a payment", () -> payment(client.payments.capture(payment.id(), request)));
    }

    @Override
    public Optional<Refund> refund(String paymentId, UUID refundId, long amountMinor) {
        JSONObject request = new JSONObject()
                .put("amount", amountMinor)
                .put("speed", "normal")
                .put("receipt", refundId.toString());
        return call("refund a payment", () -> {
            try {
                return Optional.of(refund(client.payments.refund(paymentId, request)));
            } catch (RazorpayException e) {
                if (e.getStatusCode() != REFUSED) {
                    throw e;
                }
                return madeBefore(paymentId, refundId);
            }
        });
    }

    /** What is refused may have been done long ago, and its idempotency forgotten. */
    private Optional<Refund> madeBefore(String paymentId, UUID refundId) throws RazorpayException {
        try {
            return client.payments.fetchAllRefunds(paymentId).stream()
                    .filter(made -> refundId.toString().equals(made.get("receipt")))
                    .map(Razorpay::refund)
                    .findFirst();
        } catch (RazorpayException e) {
            if (e.getStatusCode() != REFUSED) {
                throw e;
            }
            return Optional.empty(); // there is no such payment
        }
    }

    @Override
    public Optional<Refund> findRefund(String razorpayRefundId) {
        return call("fetch a refund", () -> Optional.of(refund(client.refunds.fetch(razorpayRefundId))));
    }

    @Override
    public Dispute findDispute(String razorpayDisputeId) {
        return call("fetch a dispute", () -> dispute(client.dispute.fetch(razorpayDisputeId)));
    }

    @Override
    public List<Dispute> newestDisputes() {
        JSONObject page = new JSONObject().put("count", PAGE);
        return call(
                "list disputes",
                () -> client.dispute.fetchAll(page).stream()
                        .map(Razorpay::dispute)
                        .toList());
    }

    @Override
    public boolean signed(String razorpayOrderId, String paymentId, String signature) {
        byte[] content = (razorpayOrderId + "|" + paymentId).getBytes(StandardCharsets.UTF_8);
        return RazorpaySignature.is(signature, content, config.razorpayKeySecret());
    }

    @Override
    public PaymentEvent event(byte[] body, String signature) {
        if (config.razorpayWebhookSecrets().stream()
                .noneMatch(secret -> RazorpaySignature.is(signature, body, secret))) {
            throw new DomainException(ProblemType.INVALID_SIGNATURE, "Razorpay did not sign this event.");
        }
        return RazorpayEvent.read(body);
    }

    private static Refund refund(Entity entity) {
        return new Refund(entity.get("id"), entity.get("status"));
    }

    /** Closed is a dispute that ended without a verdict: lost, if money was taken. */
    private static Dispute dispute(Entity entity) {
        String status = entity.get("status");
        boolean taken = ((Number) entity.get("amount_deducted")).longValue() > 0;
        String stands = switch (status) {
            case "won" -> "won";
            case "lost" -> "lost";
            case "closed" -> taken ? "lost" : "won";
            default -> "open";
        };
        return new Dispute(
                entity.get("id"), entity.get("payment_id"), ((Number) entity.get("amount")).longValue(), stands);
    }

    private static Payment payment(Entity entity) {
        Object order = entity.get("order_id");
        return new Payment(
                entity.get("id"),
                order instanceof String id ? id : "",
                ((Number) entity.get("amount")).longValue(),
                entity.get("currency"),
                entity.get("status"));
    }

    /** One call to the processor. */
    @FunctionalInterface
    private interface Call<T> {
        T run() throws RazorpayException;
    }

    private static <T> T call(String what, Call<T> call) {
        try {
            return call.run();
        } catch (RazorpayException | JSONException | ClassCastException | RecipientRefused e) {
            // The message can hold what the processor knows of a payer: only the kind of failure is kept.
            LOG.log(Level.WARNING, "Razorpay did not {0}: {1}", what, FailureCode.of(e));
            throw new DomainException(
                    ProblemType.PROCESSOR_UNAVAILABLE, "Razorpay did not " + what + ". Try again in a moment.");
        }
    }
}
