package com.in2peta.sandbox.razorpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.sandbox.http.Request;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The body of {@code POST /payments/{id}/refund}.
 *
 * @param amount all that is left of the payment when there is none
 * @param key of {@code X-Refund-Idempotency}
 */
record RefundRequest(Optional<Long> amount, String speed, Optional<String> receipt, Optional<String> key) {

    private static final Set<String> FIELDS = Set.of("amount", "speed", "notes", "receipt");
    private static final Set<String> SPEEDS = Set.of("normal", "optimum");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{10,}");

    static RefundRequest read(JsonNode body, Request request) {
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                throw RazorpayFailure.invalid(
                        field.getKey(), field.getKey() + " is/are not required and should not be sent");
            }
        }
        Optional<Long> amount =
                body.has("amount") ? Optional.of(OrderRequests.amount(body.path("amount"))) : Optional.empty();
        String speed = body.path("speed").asText("normal");
        if (!SPEEDS.contains(speed)) {
            throw RazorpayFailure.invalid("speed", "speed: must be normal or optimum.");
        }
        Optional<String> key = request.header("X-Refund-Idempotency");
        if (key.filter(sent -> !KEY.matcher(sent).matches()).isPresent()) {
            throw RazorpayFailure.refused("The idempotency key must have at least 10 letters, digits, - or _.");
        }
        return new RefundRequest(amount, speed, OrderRequests.receipt(body), key);
    }
}
