package com.in2peta.sandbox.razorpay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.control.CallbackSender;
import com.in2peta.sandbox.control.CallbackSender.Callback;
import com.in2peta.sandbox.control.Control;
import com.in2peta.sandbox.control.Operation;
import com.in2peta.sandbox.control.Setting;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What Razorpay tells the address that its dashboard was given: each change of a payment is one event, a paid order another. Signed over the bytes
 * of the body with the webhook's own secret.
 */
final class Webhooks implements AutoCloseable {

    static final int TRIES = 10;

    private final RazorpayAccount account;
    private final Clock clock;
    private final RazorpayIds ids = new RazorpayIds();
    private final CallbackSender sender;
    private volatile Optional<URI> url = Optional.empty();

    Webhooks(RazorpayAccount account, Control control, Clock clock) {
        this.account = account;
        this.clock = clock;
        this.sender = new CallbackSender(control, Operation.RAZORPAY_WEBHOOK, Setting.RAZORPAY_WEBHOOK_RETRY_MS, TRIES);
    }

    /** From now on events go there, or nowhere. */
    void sendTo(Optional<URI> newUrl) {
        url = newUrl;
    }

    Optional<URI> url() {
        return url;
    }

    /** A payment was made, or failed. */
    void paid(Order order, Payment payment) {
        if (payment.isFailed()) {
            send("payment.failed", payment, Optional.empty());
            return;
        }
        send("payment.authorized", payment.authorized(), Optional.empty());
        if (payment.isCaptured()) {
            captured(order, payment);
        }
    }

    void captured(Order order, Payment payment) {
        send("payment.captured", payment, Optional.empty());
        send("order.paid", payment, Optional.of(order));
    }

    /** A refund was begun; it may have ended with that. */
    void refunded(Payment payment, Refund refund) {
        send("refund.created", payment, refund);
        ended(payment, refund);
    }

    void ended(Payment payment, Refund refund) {
        if (!refund.isPending()) {
            send("refund." + refund.status(), payment, refund);
        }
    }

    /** A dispute was opened, or took a step. */
    void disputed(Payment payment, Dispute dispute) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.putObject("payment").set("entity", RazorpayJson.payment(payment));
        payload.putObject("dispute").set("entity", RazorpayJson.dispute(dispute));
        send("payment.dispute." + (dispute.status().equals("open") ? "created" : dispute.status()), payload);
    }

    @Override
    public void close() {
        sender.close();
    }

    private void send(String event, Payment payment, Optional<Order> order) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.putObject("payment").set("entity", RazorpayJson.payment(payment));
        order.ifPresent(paid -> payload.putObject("order").set("entity", RazorpayJson.order(paid)));
        send(event, payload);
    }

    private void send(String event, Payment payment, Refund refund) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.putObject("refund").set("entity", RazorpayJson.refund(refund));
        payload.putObject("payment").set("entity", RazorpayJson.payment(payment));
        send(event, payload);
    }

    private void send(String event, ObjectNode payload) {
        url.ifPresent(target -> {
            String body = body(event, payload).toString();
            sender.send(new Callback(
                    target,
                    Map.of(
                            "X-Razorpay-Signature",
                            RazorpaySignature.hmac(body, account.webhookSecret()),
                            "x-razorpay-event-id",
                            ids.event()),
                    body));
        });
    }

    private ObjectNode body(String event, ObjectNode payload) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("entity", "event")
                .put("account_id", "acc_" + account.keyId().replaceFirst("^rzp_test_", ""))
                .put("event", event);
        payload.fieldNames().forEachRemaining(body.putArray("contains")::add);
        body.set("payload", payload);
        return body.put("created_at", clock.instant().getEpochSecond());
    }
}
