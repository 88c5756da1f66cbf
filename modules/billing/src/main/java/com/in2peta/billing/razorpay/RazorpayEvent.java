package com.in2peta.billing.razorpay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.in2peta.billing.domain.PaymentEvent;
import com.in2peta.billing.domain.PaymentEvent.News;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The names in an event (https://razorpay.com/docs/webhooks/payloads/payments/). Cards, addresses and banks stand beside them; the parser passes over
 * these, so that no object ever holds one.
 */
final class RazorpayEvent {

    private static final JsonFactory JSON = new JsonFactory();

    private static final String KIND = "/event";
    private static final String PAYMENT = "/payload/payment/entity/id";
    private static final String ORDER_OF_PAYMENT = "/payload/payment/entity/order_id";
    private static final String ORDER = "/payload/order/entity/id";
    private static final String DISPUTE = "/payload/dispute/entity/id";
    private static final Set<String> NAMES = Set.of(KIND, PAYMENT, ORDER_OF_PAYMENT, ORDER, DISPUTE);

    private static final Set<String> OF_MONEY = Set.of("payment.authorized", "payment.captured", "order.paid");
    private static final String OF_DISPUTES = "payment.dispute.";
    private static final Set<String> OF_REFUNDS =
            Set.of("refund.created", "refund.processed", "refund.failed", "refund.speed_changed");

    private RazorpayEvent() {}

    static PaymentEvent read(byte[] body) {
        Map<String, String> names = new HashMap<>();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw noEvent();
            }
            while (parser.nextToken() != null) {
                String name = parser.currentToken() == JsonToken.VALUE_STRING
                        ? parser.getParsingContext().pathAsPointer().toString()
                        : "";
                if (NAMES.contains(name)) {
                    names.put(name, parser.getText());
                }
            }
        } catch (IOException e) {
            throw noEvent(); // what the parser says may hold a part of the body
        }
        String kind = names.getOrDefault(KIND, "");
        String payment = names.getOrDefault(PAYMENT, "");
        String order = names.getOrDefault(ORDER_OF_PAYMENT, names.getOrDefault(ORDER, ""));
        if (kind.isEmpty()) {
            throw noEvent();
        }
        String dispute = names.getOrDefault(DISPUTE, "");
        return new PaymentEvent(
                kind,
                order,
                payment,
                dispute,
                payment.isEmpty() || order.isEmpty() ? News.NOTHING : news(kind, dispute));
    }

    private static News news(String kind, String dispute) {
        if (kind.startsWith(OF_DISPUTES) && !dispute.isEmpty()) {
            return News.MONEY_IS_DISPUTED;
        }
        if (OF_REFUNDS.contains(kind)) {
            return News.MONEY_WENT_BACK;
        }
        return OF_MONEY.contains(kind) ? News.MONEY_CAME : News.NOTHING;
    }

    private static DomainException noEvent() {
        return new DomainException(ProblemType.INVALID_REQUEST, "The body is not an event of Razorpay.");
    }
}
