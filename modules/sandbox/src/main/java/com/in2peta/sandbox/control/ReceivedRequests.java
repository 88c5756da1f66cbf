package com.in2peta.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.http.Request;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The newest {@value #MAX_REQUESTS} requests to the providers, oldest first. In memory only. */
final class ReceivedRequests {

    static final int MAX_REQUESTS = 1_000;
    /** A longer body is cut. */
    static final int MAX_BODY_CHARS = 4_096;

    /** Headers whose values are nobody's business. */
    private static final Set<String> SECRET = Set.of("authorization", "modal-key", "modal-secret");

    private static final String HIDDEN = "(hidden)";

    private record Entry(Operation operation, String method, String path, Map<String, String> headers, String body) {}

    private final Deque<Entry> entries = new ArrayDeque<>();

    synchronized void add(Operation operation, Request request) {
        if (entries.size() == MAX_REQUESTS) {
            entries.removeFirst();
        }
        String body = request.text();
        entries.addLast(new Entry(
                operation,
                request.method(),
                request.target(),
                request.headers(),
                body.length() > MAX_BODY_CHARS ? body.substring(0, MAX_BODY_CHARS) : body));
    }

    synchronized void clear() {
        entries.clear();
    }

    /** Those of a provider and of an operation, where one is named. */
    synchronized JsonNode json(Optional<String> provider, Optional<String> operation) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (Entry entry : entries) {
            Operation of = entry.operation();
            if (provider.map(of.provider()::equals).orElse(true)
                    && operation.map(of.operation()::equals).orElse(true)) {
                json.add(json(entry));
            }
        }
        return json;
    }

    private static ObjectNode json(Entry entry) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("provider", entry.operation().provider())
                .put("operation", entry.operation().operation())
                .put("method", entry.method())
                .put("path", entry.path());
        ObjectNode headers = json.putObject("headers");
        entry.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            headers.put(lower, SECRET.contains(lower) ? HIDDEN : value);
        });
        return json.put("body", entry.body());
    }
}
