package com.in2peta.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One request, read completely.
 *
 * @param path the decoded path, without the query
 * @param rawQuery the query as sent, empty when there is none
 * @param headers the first value of each, found whatever the case of its name
 * @param body at most {@link LoopbackServer#MAX_BODY_BYTES} bytes
 */
public record Request(String method, String path, String rawQuery, Map<String, String> headers, byte[] body) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The first value of each query parameter. */
    public Map<String, String> query() {
        return parameters(rawQuery);
    }

    /** The body as the fields of an HTML form. */
    public Map<String, String> form() {
        return parameters(text());
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Path and query, as in the request line. */
    public String target() {
        return rawQuery.isEmpty() ? path : path + "?" + rawQuery;
    }

    /** The parts of the path; empty ones, as a trailing slash makes, are left out. */
    public List<String> segments() {
        return Stream.of(path.split("/")).filter(part -> !part.isEmpty()).toList();
    }

    /** The same request as a stand-in mounted below the first {@code count} segments sees it. */
    public Request below(int count) {
        List<String> parts = segments();
        String rest = "/" + String.join("/", parts.subList(Math.min(count, parts.size()), parts.size()));
        return new Request(method, rest, rawQuery, headers, body);
    }

    private static Map<String, String> parameters(String encoded) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decode(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A stray percent sign stands for itself.
            return value;
        }
    }
}
