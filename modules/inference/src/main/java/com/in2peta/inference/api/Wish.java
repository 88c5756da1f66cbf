package com.in2peta.inference.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody wants to have run, and how.
 *
 * @param version a reference as {@code RunnableVersions.find} takes it
 * @param id an id of the caller's own; the same call under the same id is one call
 * @param idempotencyKey a text of the caller's own; the same call under the same key is one call
 * @param cancelAfter counted from acceptance
 * @param lowPriority waits as long as there is other work
 * @param routing which target is tried first
 * @param endUser a tag by which the caller finds his own users again in the costs
 * @param deployment owner/name through which the version was chosen
 */
public record Wish(
        String version,
        JsonNode input,
        Optional<UUID> id,
        Optional<String> idempotencyKey,
        Optional<Webhook> webhook,
        Optional<Duration> cancelAfter,
        boolean lowPriority,
        Routing routing,
        Optional<String> endUser,
        Optional<String> deployment) {

    /** Of a version and an input alone. */
    public static Wish of(String version, JsonNode input) {
        return new Wish(
                version,
                input,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Routing.ORDER,
                Optional.empty(),
                Optional.empty());
    }

    /** The same under an id of the caller's own. */
    public Wish under(UUID own) {
        return new Wish(
                version,
                input,
                Optional.of(own),
                idempotencyKey,
                webhook,
                cancelAfter,
                lowPriority,
                routing,
                endUser,
                deployment);
    }

    /** The same of another version, chosen by a deployment. */
    public Wish through(String deploymentName, String chosen) {
        return new Wish(
                chosen,
                input,
                id,
                idempotencyKey,
                webhook,
                cancelAfter,
                lowPriority,
                routing,
                endUser,
                Optional.of(deploymentName));
    }
}
