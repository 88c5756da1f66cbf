package com.in2peta.sandbox.razorpay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the customer does at checkout.
 *
 * @param outcome {@code success}, {@code authorized} (never captured by itself) or {@code failure}
 * @param amount what is really paid, when it is not what the order asks for
 * @param late the bank confirms a payment which the browser was told had failed
 */
record CheckoutAttempt(String outcome, String method, OptionalLong amount, boolean late) {

    private static final Set<String> OUTCOMES = Set.of("success", "authorized", "failure");
    private static final Set<String> METHODS = Set.of("upi", "card");

    CheckoutAttempt {
        if (!OUTCOMES.contains(outcome)) {
            throw RazorpayFailure.invalid("outcome", "outcome is one of success, authorized, failure");
        }
        if (!METHODS.contains(method)) {
            throw RazorpayFailure.invalid("method", "method is one of upi, card");
        }
        if (amount.isPresent() && amount.getAsLong() < 1) {
            throw RazorpayFailure.invalid("amount", "The amount must be an integer.");
        }
        if (late && outcome.equals("failure")) {
            throw RazorpayFailure.invalid("late", "a failure cannot be late");
        }
    }

    static CheckoutAttempt of(JsonNode body) {
        JsonNode amount = body.path("amount");
        return new CheckoutAttempt(
                body.path("outcome").asText("success"),
                body.path("method").asText("upi"),
                amount.isMissingNode() || amount.isNull() ? OptionalLong.empty() : OptionalLong.of(amount.asLong()),
                body.path("late").asBoolean(false));
    }

    boolean failure() {
        return outcome.equals("failure");
    }

    boolean success() {
        return outcome.equals("success");
    }
}
