package com.in2peta.sandbox.razorpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The wire shapes. A payment carries everything Razorpay may send about a customer, the card too, though Razorpay sends
 * that only on request and in webhooks: who reads payments must drop these fields, and tests look for the values.
 */
final class RazorpayJson {

    private static final String EMAIL = "asha.canary@example.com";
    private static final String CONTACT = "+919000090000";
    private static final String CARD_LAST4 = "1007";
    private static final String VPA_SUCCESS = "success@razorpay";
    private static final String VPA_FAILURE = "failure@razorpay";
    private static final long RESPOND_WITHIN_SECONDS = 7 * 86_400L;

    private RazorpayJson() {}

    static ObjectNode order(Order order) {
        ObjectNode json = object().put("id", order.id())
                .put("entity", "order")
                .put("amount", order.amount())
                .put("amount_paid", order.amountPaid())
                .put("amount_due", order.amountDue())
                .put("currency", order.currency())
                .put("receipt", order.receipt())
                .putNull("offer_id")
                .put("status", order.status())
                .put("attempts", order.attempts());
        json.set("notes", notes(order.notes()));
        return json.put("created_at", order.createdAt());
    }

    static ObjectNode payment(Payment payment) {
        boolean card = payment.method().equals("card");
        ObjectNode json = object().put("id", payment.id())
                .put("entity", "payment")
                .put("amount", payment.amount())
                .put("currency", payment.currency())
                .put("status", payment.status())
                .put("order_id", payment.orderId())
                .putNull("invoice_id")
                .put("international", false)
                .put("method", payment.method())
                .put("amount_refunded", payment.amountRefunded())
                .put("refund_status", refundStatus(payment))
                .put("captured", payment.isCaptured() || payment.isRefunded())
                .putNull("description")
                .put("card_id", card ? cardId(payment) : null);
        if (card) {
            json.set("card", card(payment));
        }
        String vpa = payment.isFailed() ? VPA_FAILURE : VPA_SUCCESS;
        json.putNull("bank")
                .putNull("wallet")
                .put("vpa", card ? null : vpa)
                .put("email", EMAIL)
                .put("contact", CONTACT);
        json.set("notes", notes(payment.notes()));
        json.put("fee", payment.isFailed() || payment.isAuthorized() ? null : payment.fee())
                .put("tax", payment.isFailed() || payment.isAuthorized() ? null : payment.tax());
        putFailure(json, payment.failure());
        json.set("acquirer_data", acquirerData(payment));
        json.put("created_at", payment.createdAt());
        if (!card) {
            json.putObject("upi").put("payer_account_type", "bank_account").put("vpa", vpa);
        }
        return json;
    }

    static ObjectNode refund(Refund refund) {
        ObjectNode json = object().put("id", refund.id())
                .put("entity", "refund")
                .put("amount", refund.amount())
                .put("currency", refund.currency())
                .put("payment_id", refund.paymentId());
        json.set("notes", notes(Map.of()));
        json.put("receipt", refund.receipt());
        json.putObject("acquirer_data").putNull("arn");
        return json.put("created_at", refund.createdAt())
                .putNull("batch_id")
                .put("status", refund.status())
                .put("speed_processed", "normal")
                .put("speed_requested", refund.speed());
    }

    static ObjectNode dispute(Dispute dispute) {
        return object().put("id", dispute.id())
                .put("entity", "dispute")
                .put("payment_id", dispute.paymentId())
                .put("amount", dispute.amount())
                .put("currency", dispute.currency())
                .put("amount_deducted", dispute.amountDeducted())
                .put("reason_code", "goods_or_services_not_received_or_partially_received")
                .put("respond_by", dispute.createdAt() + RESPOND_WITHIN_SECONDS)
                .put("status", dispute.status())
                .put("phase", "chargeback")
                .put("created_at", dispute.createdAt());
    }

    private static String refundStatus(Payment payment) {
        if (payment.isRefunded()) {
            return "full";
        }
        return payment.amountRefunded() > 0 ? "partial" : null;
    }

    static ObjectNode collection(List<ObjectNode> items) {
        ObjectNode json = object().put("entity", "collection").put("count", items.size());
        json.putArray("items").addAll(items);
        return json;
    }

    /** Razorpay is written in PHP: an object without entries comes out as an empty array. */
    private static JsonNode notes(Map<String, String> notes) {
        if (notes.isEmpty()) {
            ArrayNode none = JsonNodeFactory.instance.arrayNode();
            return none;
        }
        ObjectNode json = object();
        notes.forEach(json::put);
        return json;
    }

    private static ObjectNode card(Payment payment) {
        return object().put("id", cardId(payment))
                .put("entity", "card")
                .put("name", "Asha Canary")
                .put("last4", CARD_LAST4)
                .put("network", "Visa")
                .put("type", "credit")
                .put("issuer", "HDFC")
                .put("international", false)
                .put("emi", false)
                .put("sub_type", "consumer")
                .putNull("token_iin");
    }

    private static String cardId(Payment payment) {
        return payment.id().replaceFirst("^pay_", "card_");
    }

    private static ObjectNode acquirerData(Payment payment) {
        long reference = Integer.toUnsignedLong(payment.id().hashCode());
        if (payment.method().equals("card")) {
            return object().put("auth_code", payment.isFailed() ? null : "%06d".formatted(reference % 1_000_000));
        }
        ObjectNode data = object().put("rrn", payment.isFailed() ? null : "%012d".formatted(reference));
        if (!payment.isFailed()) {
            data.put(
                    "upi_transaction_id",
                    RazorpaySignature.hmac(payment.id(), "upi").substring(0, 32).toUpperCase(Locale.ROOT));
        }
        return data;
    }

    private static void putFailure(ObjectNode json, Payment.Failure failure) {
        json.put("error_code", failure == null ? null : failure.code())
                .put("error_description", failure == null ? null : failure.description())
                .put("error_source", failure == null ? null : failure.source())
                .put("error_step", failure == null ? null : failure.step())
                .put("error_reason", failure == null ? null : failure.reason());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
