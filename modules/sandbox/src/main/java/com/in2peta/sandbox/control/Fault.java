package com.in2peta.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.http.Refusal;

/**
 * A misbehaviour asked for.
 *
 * @param skip how many requests it lets pass first
 * @param next how many times it shows, or {@link #UNTIL_CLEARED}
 * @param millis the wait of the kinds that wait; others wait so long first
 * @param status of {@link FaultKind#SERVER_ERROR}
 * @param retryAfter seconds, of {@link FaultKind#TOO_MANY_REQUESTS}
 * @param bytes of {@link FaultKind#HUGE_BODY}
 * @param after whether the request is carried out although its answer is spoilt, as when an answer is lost
 */
public record Fault(
        Operation operation,
        FaultKind kind,
        int skip,
        int next,
        int millis,
        int status,
        int retryAfter,
        int bytes,
        boolean after) {

    static final int UNTIL_CLEARED = 0;
    static final int MAX_NEXT = 10_000;
    static final int MAX_MILLIS = 600_000;
    static final int MAX_RETRY_AFTER = 3_600;
    static final int MAX_BYTES = 1 << 30;

    private static final int DEFAULT_BYTES = 64 << 20;

    static Fault of(JsonNode json) {
        String provider = json.path("provider").asText();
        String name = json.path("operation").asText();
        Operation operation = Operation.of(provider, name)
                .orElseThrow(() -> Refusal.text(400, "no operation " + name + " of a provider " + provider));
        FaultKind kind = FaultKind.of(json.path("kind").asText())
                .orElseThrow(() -> Refusal.text(400, "no kind of fault " + json.path("kind")));
        boolean ofCallbacks = kind.when() == FaultKind.When.CALLBACK || kind.when() == FaultKind.When.FORGERY;
        boolean isCallback = operation == Operation.RUNPOD_CALLBACK || operation == Operation.RAZORPAY_WEBHOOK;
        boolean forgedEvent = kind.when() == FaultKind.When.FORGERY && operation == Operation.RAZORPAY_WEBHOOK;
        if (ofCallbacks != isCallback || forgedEvent) {
            throw Refusal.text(400, kind.wire() + " is not a fault of " + provider + " " + name);
        }
        return new Fault(
                operation,
                kind,
                number(json, "skip", 0, 0, MAX_NEXT),
                number(json, "next", 1, UNTIL_CLEARED, MAX_NEXT),
                number(json, "millis", 0, 0, MAX_MILLIS),
                number(json, "status", 500, 400, 599),
                number(json, "retry_after", 1, 0, MAX_RETRY_AFTER),
                number(json, "bytes", DEFAULT_BYTES, 100, MAX_BYTES),
                json.path("after").asBoolean());
    }

    ObjectNode json(int hits) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("provider", operation.provider())
                .put("operation", operation.operation())
                .put("kind", kind.wire())
                .put("skip", skip)
                .put("next", next)
                .put("hits", hits)
                .put("millis", millis)
                .put("status", status)
                .put("retry_after", retryAfter)
                .put("bytes", bytes)
                .put("after", after);
    }

    private static int number(JsonNode json, String field, int byDefault, int least, int most) {
        JsonNode value = json.path(field);
        if (value.isMissingNode()) {
            return byDefault;
        }
        if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
            throw Refusal.text(400, field + " is not a whole number from " + least + " to " + most);
        }
        return value.asInt();
    }
}
