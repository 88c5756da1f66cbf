package com.in2peta.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/**
 * One answer.
 *
 * @param status the HTTP status, or {@link #DROPPED}
 */
public record Response(int status, String contentType, byte[] body) {

    /** Not an answer at all: the connection is closed instead. */
    public static final int DROPPED = 0;

    public static Response json(int status, JsonNode body) {
        return text(status, "application/json", body.toString());
    }

    public static Response html(int status, String body) {
        return text(status, "text/html; charset=utf-8", body);
    }

    public static Response text(int status, String contentType, String body) {
        return new Response(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Response empty() {
        return new Response(204, "", new byte[0]);
    }

    public static Response dropped() {
        return new Response(DROPPED, "", new byte[0]);
    }
}
