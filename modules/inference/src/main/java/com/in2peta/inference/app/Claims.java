package com.in2peta.inference.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.Routing;
import com.in2peta.inference.api.Webhook.Event;
import com.in2peta.inference.api.Wish;
import com.in2peta.inference.domain.Admission.Claim;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import com.in2peta.kernel.seal.Seals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Under what a repeated call is found again: the caller's own id or his {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header), for
 * a day. What is stored are keyed digests.
 */
@ApplicationScoped
class Claims {

    private static final String SECRET = "idempotency";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1," + Limits.IDEMPOTENCY_KEY_LENGTH + "}");
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Seals seals;

    @Inject
    Clock clock;

    /** Empty without an id and a key; an id counts before a key. */
    Optional<Claim> of(Caller caller, Wish wish, byte[] input) {
        wish.id().ifPresent(this::requireRecent);
        wish.idempotencyKey().ifPresent(Claims::requireShort);
        return wish.id()
                .map(id -> "id|" + id)
                .or(() -> wish.idempotencyKey().map(key -> "key|" + key))
                .map(name -> new Claim(
                        digest(caller.organizationId() + "|" + name),
                        digest(caller.organizationId() + "|" + request(wish, input))));
    }

    /**
     * An id says when it was made. One of today keeps lists in order, and when its time is over its claim is too: no id can stand for two
     * predictions.
     */
    private void requireRecent(UUID id) {
        Instant now = clock.instant();
        boolean recent = id.version() == 7
                && id.variant() == 2
                && !Ids.madeAt(id).isAfter(now.plus(CLOCKS_APART))
                && Ids.madeAt(id).isAfter(now.minus(Duration.ofHours(Limits.IDEMPOTENCY_HOURS)));
        if (!recent) {
            throw invalid("/id", "must be a UUID of version 7 made in the last " + Limits.IDEMPOTENCY_HOURS + " hours");
        }
    }

    private static void requireShort(String key) {
        if (!KEY.matcher(key).matches()) {
            throw invalid(
                    "/Idempotency-Key", "must be 1 to " + Limits.IDEMPOTENCY_KEY_LENGTH + " visible ASCII characters");
        }
    }

    private static DomainException invalid(String pointer, String detail) {
        return new DomainException(
                ProblemType.INVALID_REQUEST, "The request is invalid.", List.of(new Violation(pointer, detail)));
    }

    private byte[] digest(String text) {
        return seals.blindIndex(SECRET, text);
    }

    private static String request(Wish wish, byte[] input) {
        // A deployment may have another release meanwhile: it is the same call all the same.
        ObjectNode request = JSON.createObjectNode()
                .put("version", wish.deployment().orElse(wish.version()))
                .put("input", sha256(input));
        wish.webhook()
                .ifPresent(webhook -> request.put("webhook", webhook.url().toString())
                        .put(
                                "events",
                                webhook.events().stream()
                                        .map(Event::wire)
                                        .sorted()
                                        .toList()
                                        .toString()));
        wish.cancelAfter().ifPresent(after -> request.put("cancel_after", after.toString()));
        wish.endUser().ifPresent(tag -> request.put("end_user", tag));
        wish.deployment().ifPresent(name -> request.put("deployment", name));
        if (wish.routing() != Routing.ORDER) {
            request.put("routing", wish.routing().wire());
        }
        return request.put("low_priority", wish.lowPriority()).toString();
    }

    private static String sha256(byte[] input) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(input));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
