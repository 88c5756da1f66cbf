package com.in2peta.sandbox.razorpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.in2peta.sandbox.http.Request;
import java.util.ArrayDeque;
import java.util.Deque;

/** The newest {@value #MAX_REQUESTS} requests, oldest first, so that tests can look at what was sent. In memory only. */
final class RequestLog {

    static final int MAX_REQUESTS = 1_000;
    /** A longer body is cut: a thousand full ones would take 64 MiB. */
    static final int MAX_BODY_CHARS = 4_096;

    private record Entry(String method, String path, String body) {}

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Keeps no header: they carry the key secret. */
    synchronized void add(Request request) {
        if (entries.size() == MAX_REQUESTS) {
            entries.removeFirst();
        }
        String body = request.text();
        entries.addLast(new Entry(
                request.method(),
                request.rawQuery().isEmpty() ? request.path() : request.path() + "?" + request.rawQuery(),
                body.length() > MAX_BODY_CHARS ? body.substring(0, MAX_BODY_CHARS) : body));
    }

    synchronized void clear() {
        entries.clear();
    }

    synchronized JsonNode json() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (Entry entry : entries) {
            json.addObject()
                    .put("method", entry.method())
                    .put("path", entry.path())
                    .put("body", entry.body());
        }
        return json;
    }
}
