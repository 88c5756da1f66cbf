package com.in2peta.inference.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.ProviderFailure.Kind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/** Calls to the management API of a provider under the platform's own account. */
final class ManagementHttp {

    /** Of one call. */
    static final Duration TIMEOUT = Duration.ofSeconds(8);
    /** Of all calls that one piece of work makes: shorter than the outbox waits for a handler. */
    static final Duration BUDGET = Duration.ofSeconds(40);

    /** The same while a caller waits. */
    static final Duration LOOK_BUDGET = Duration.ofSeconds(5);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final int NOT_FOUND = 404;
    private static final int OK = 2;

    private final ProviderHttp http;
    private final URI base;
    private final String key;
    private final Gate gate;
    private final Clock clock;

    ManagementHttp(ProviderHttp http, URI base, String key, Gate gate, Clock clock) {
        boolean loopback = "127.0.0.1".equals(base.getHost()) || "localhost".equals(base.getHost());
        if (!"https".equals(base.getScheme()) && !loopback) {
            throw new IllegalStateException("the address of a management API is not https");
        }
        this.http = http;
        this.base = base;
        this.key = key;
        this.gate = gate;
        this.clock = clock;
    }

    /** For the calls of one piece of work. */
    Calls begin() {
        return new Calls(clock.instant().plus(BUDGET));
    }

    /** For the calls of a look. */
    Calls beginLook() {
        return new Calls(clock.instant().plus(LOOK_BUDGET));
    }

    /** Calls that together take no longer than the budget. */
    final class Calls {

        private final Instant end;

        private Calls(Instant end) {
            this.end = end;
        }

        JsonNode get(String path) {
            return ProviderHttp.read(require(send("GET", path, "")));
        }

        /** With content, which is asked for at the gate first. */
        JsonNode send(String method, String path, ObjectNode body, UUID organizationId) {
            gate.require(uri(path), body, organizationId);
            return ProviderHttp.read(require(send(method, path, body.toString())));
        }

        /** Without anything of anybody's, such as an order to pause. */
        void order(String method, String path, String body) {
            require(send(method, path, body));
        }

        /** What is gone is as good as deleted. */
        void delete(String path) {
            HttpResponse<byte[]> response = send("DELETE", path, "");
            if (response.statusCode() != NOT_FOUND) {
                require(response);
            }
        }

        private HttpResponse<byte[]> send(String method, String path, String body) {
            Duration left = Duration.between(clock.instant(), end);
            if (left.isNegative() || left.isZero()) {
                throw new ProviderFailure("The provider is too slow.", Kind.TEMPORARY);
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                    .timeout(left.compareTo(TIMEOUT) < 0 ? left : TIMEOUT)
                    .header("Authorization", "Bearer " + key);
            if (!body.isEmpty()) {
                request.header("Content-Type", "application/json");
            }
            return await(
                    request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                            .build());
        }
    }

    private HttpResponse<byte[]> await(HttpRequest request) {
        try {
            return http.send(request).join();
        } catch (CompletionException e) {
            // Nothing was refused: no answer, or too long a one.
            String reason = e.getCause() instanceof ProviderFailure failure ? failure.getMessage() : "No answer.";
            throw new ProviderFailure(reason, Kind.TEMPORARY);
        }
    }

    private URI uri(String path) {
        return URI.create(base.toString().replaceAll("/+$", "") + path);
    }

    /** Nothing but a plain id of the provider's becomes part of a path. */
    static String id(JsonNode resource) {
        String id = resource.path("id").asText();
        if (!ID.matcher(id).matches()) {
            throw new ProviderFailure("The provider's answer holds no id.", Kind.TEMPORARY);
        }
        return id;
    }

    private static byte[] require(HttpResponse<byte[]> response) {
        if (response.statusCode() / 100 == OK) {
            return response.body();
        }
        throw ProviderHttp.refusal(response);
    }
}
