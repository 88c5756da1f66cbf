package com.in2peta.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * One answer.
 *
 * @param length the bytes that the body has, or {@link #STREAMED}
 * @param cut where the connection is reset, if it is
 */
public record Response(int status, Map<String, String> headers, long length, Body body, Cut cut) {

    /** The length is not known: the body is sent in chunks, one for each flush. */
    public static final long STREAMED = -1;

    private static final String CONTENT_TYPE = "Content-Type";

    /** Writes a body; may take as long as it likes. */
    @FunctionalInterface
    public interface Body {

        void writeTo(OutputStream out) throws IOException;
    }

    /** How much of an answer is sent before the connection is reset. */
    public enum Cut {
        /** All of it, and the connection ends in good order. */
        NONE,
        /** Nothing. */
        BEFORE_HEADERS,
        /** The status and the headers. */
        AFTER_HEADERS,
        /** Half of the body; of a streamed one the first chunk. */
        HALF_BODY
    }

    public static Response json(int status, JsonNode body) {
        return text(status, "application/json", body.toString());
    }

    public static Response html(int status, String body) {
        return text(status, "text/html; charset=utf-8", body);
    }

    public static Response text(int status, String contentType, String body) {
        return bytes(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Response bytes(int status, String contentType, byte[] body) {
        return sized(status, contentType, body.length, out -> out.write(body));
    }

    /** A body that is made while it is sent. */
    public static Response sized(int status, String contentType, long length, Body body) {
        return new Response(status, Map.of(CONTENT_TYPE, contentType), length, body, Cut.NONE);
    }

    public static Response events(Body body) {
        return new Response(200, Map.of(CONTENT_TYPE, "text/event-stream"), STREAMED, body, Cut.NONE);
    }

    public static Response empty() {
        return new Response(204, Map.of(), 0, out -> {}, Cut.NONE);
    }

    /** Not an answer at all: the connection is reset instead. */
    public static Response dropped() {
        return empty().cut(Cut.BEFORE_HEADERS);
    }

    public Response with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Response(status, more, length, body, cut);
    }

    public Response cut(Cut where) {
        return new Response(status, headers, length, body, where);
    }

    boolean isHtml() {
        return headers.getOrDefault(CONTENT_TYPE, "").startsWith("text/html");
    }
}
