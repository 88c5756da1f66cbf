package com.in2peta.sandbox.razorpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * A misbehaviour asked for.
 *
 * @param next how many requests it still hits, 1 to 1,000
 * @param status the error answered, 400 to 599, or 0 for none
 * @param latencyMs the wait before anything else, at most a minute
 * @param path the start of the paths it hits, without {@code /v1}; empty for all
 * @param body {@code garbage} (not JSON), {@code reset} (the connection closes unanswered), or empty
 * @param after whether the request is carried out before its answer is spoilt, as when an answer is lost
 */
record Fault(int next, int status, int latencyMs, String path, String body, boolean after) {

    private static final int NEXT_MAX = 1_000;
    private static final int LATENCY_MAX_MS = 60_000;
    private static final Set<String> BODIES = Set.of("", "garbage", "reset");

    Fault {
        boolean statusFits = status == 0 || (status >= 400 && status <= 599);
        if (next < 1 || next > NEXT_MAX || !statusFits || latencyMs < 0 || latencyMs > LATENCY_MAX_MS) {
            throw RazorpayFailure.refused("a fault has next 1..1000, status 400..599 or none, latency_ms 0..60000");
        }
        if (!BODIES.contains(body)) {
            throw RazorpayFailure.refused("the body of a fault is garbage or reset");
        }
    }

    static Fault of(JsonNode json) {
        return new Fault(
                json.path("next").asInt(1),
                json.path("status").asInt(0),
                json.path("latency_ms").asInt(0),
                json.path("path").asText(""),
                json.path("body").asText(""),
                json.path("after").asBoolean(false));
    }

    boolean hits(String requestPath) {
        return requestPath.startsWith(path);
    }

    boolean spoilsTheAnswer() {
        return status != 0 || !body.isEmpty();
    }

    Fault once() {
        return new Fault(1, status, latencyMs, path, body, after);
    }

    Fault oneLess() {
        return new Fault(next - 1, status, latencyMs, path, body, after);
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("next", next)
                .put("status", status)
                .put("latency_ms", latencyMs)
                .put("path", path)
                .put("body", body)
                .put("after", after);
    }
}
