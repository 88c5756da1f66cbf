package com.in2peta.sandbox.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.in2peta.sandbox.http.Handler;
import com.in2peta.sandbox.http.Refusal;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
import com.in2peta.sandbox.http.Response.Cut;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a fault makes of an answer. */
record SpoiltAnswer(Fault fault) {

    private static final String JSON = "application/json";
    private static final String GARBAGE = "{\"id\": \"7f2c\", \"status\": <html><h1>Bad Gateway</h1>";
    private static final byte[] HUGE_START = "{\"output\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HUGE_END = "\"}".getBytes(StandardCharsets.US_ASCII);
    private static final int BLOCK = 64 * 1024;

    Response to(Request request, Handler provider) throws IOException {
        await(fault.millis());
        return switch (fault.kind()) {
            case LATENCY -> provider.handle(request);
            case RESET_AFTER_HEADERS -> answer(request, provider).cut(Cut.AFTER_HEADERS);
            case HALF_BODY -> answer(request, provider).cut(Cut.HALF_BODY);
            default -> {
                if (fault.after()) {
                    answer(request, provider);
                }
                yield instead();
            }
        };
    }

    private Response instead() {
        return switch (fault.kind()) {
            case TOO_MANY_REQUESTS -> error(429).with("Retry-After", Integer.toString(fault.retryAfter()));
            case SERVER_ERROR -> error(fault.status());
            case RESET_BEFORE_HEADERS -> Response.dropped();
            case GARBAGE_JSON -> Response.text(200, JSON, GARBAGE);
            case ERROR_BODY -> error(200);
            case HUGE_BODY -> Response.sized(200, JSON, fault.bytes(), this::huge);
            default -> throw new IllegalStateException(fault.kind() + " spoils no answer");
        };
    }

    /** A refusal is an answer like any other. */
    private static Response answer(Request request, Handler provider) throws IOException {
        try {
            return provider.handle(request);
        } catch (Refusal refusal) {
            return refusal.response();
        }
    }

    private static Response error(int status) {
        return Response.json(status, JsonNodeFactory.instance.objectNode().put("error", "asked for by a fault"));
    }

    private void huge(OutputStream out) throws IOException {
        byte[] block = new byte[BLOCK];
        Arrays.fill(block, (byte) 'x');
        out.write(HUGE_START);
        int left = fault.bytes() - HUGE_START.length - HUGE_END.length;
        while (left > 0) {
            int now = Math.min(left, BLOCK);
            out.write(block, 0, now);
            left -= now;
        }
        out.write(HUGE_END);
    }

    /** A wait that ends early, without an answer, when the server is closed. */
    private static void await(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Response.dropped());
        }
    }
}
