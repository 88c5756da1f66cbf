package com.in2peta.worker.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.worker.job.JobRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/** Turns the body of run and runsync into a request; unknown fields are ignored, as the protocol does. */
final class RunBody {

    private RunBody() {}

    static JobRequest parse(String endpoint, byte[] bytes, boolean sync) throws HttpFailure {
        ObjectNode body = Json.readObject(bytes);
        if (!(body.get("input") instanceof ObjectNode input)) {
            throw new HttpFailure(400, "input is missing or not an object");
        }
        JsonNode policy = body.path("policy");
        if (!policy.isMissingNode() && !policy.isNull() && !policy.isObject()) {
            throw new HttpFailure(400, "policy is not an object");
        }
        return new JobRequest(
                endpoint,
                input,
                bytes.length,
                sync,
                webhook(body.path("webhook")),
                duration(
                        policy,
                        "executionTimeout",
                        HttpLimits.DEFAULT_EXECUTION_TIMEOUT,
                        HttpLimits.MIN_EXECUTION_TIMEOUT),
                duration(policy, "ttl", HttpLimits.DEFAULT_TTL, HttpLimits.MIN_TTL));
    }

    private static Duration duration(JsonNode policy, String name, Duration byDefault, Duration least)
            throws HttpFailure {
        JsonNode value = policy.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return byDefault;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.asLong() < least.toMillis()
                || value.asLong() > HttpLimits.MAX_POLICY.toMillis()) {
            throw new HttpFailure(
                    400,
                    "policy." + name + " is not a number of milliseconds from " + least.toMillis() + " to "
                            + HttpLimits.MAX_POLICY.toMillis());
        }
        return Duration.ofMillis(value.asLong());
    }

    private static Optional<URI> webhook(JsonNode value) throws HttpFailure {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value.isTextual() && value.asText().length() <= HttpLimits.WEBHOOK_URL_CHARACTERS) {
            try {
                URI uri = new URI(value.asText());
                boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
                if (web && uri.getHost() != null) {
                    return Optional.of(uri);
                }
            } catch (URISyntaxException e) {
                throw new HttpFailure(400, "webhook is not an http or https URL");
            }
        }
        throw new HttpFailure(400, "webhook is not an http or https URL");
    }
}
