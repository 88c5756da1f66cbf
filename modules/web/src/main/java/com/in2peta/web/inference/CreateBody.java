package com.in2peta.web.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.inference.api.Routing;
import com.in2peta.inference.api.Webhook;
import com.in2peta.inference.api.Webhook.Event;
import com.in2peta.inference.api.Wish;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.web.api.Requests;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The body of a call that creates a prediction, as Replicate's API has it; {@code version} stands there only where the path names no model or
 * deployment.
 *
 * @param webhook receives the events
 * @param webhookEventsFilter names of {@link Event}; all without it
 * @param stream of older clients; every prediction can be streamed
 * @param priority {@code normal} or {@code low}
 * @param routing a word of {@link Routing}
 * @param endUser the caller's tag of the person on whose behalf he asks
 */
public record CreateBody(
        String version,
        JsonNode input,
        String webhook,
        List<String> webhookEventsFilter,
        Boolean stream,
        String priority,
        String routing,
        String endUser) {

    /** With what the header fields add. Throws {@code invalid-request}. */
    Wish wish(String reference, HttpHeaders headers) {
        if (input == null || !input.isObject()) {
            throw Requests.invalid("/input", "must be an object");
        }
        return new Wish(
                reference,
                input,
                Optional.empty(),
                Optional.ofNullable(headers.getHeaderString("Idempotency-Key")),
                sendsTo(),
                CancelAfter.parse(headers.getHeaderString("Cancel-After")),
                isLow(),
                routing(routing),
                tag(),
                Optional.empty());
    }

    private Optional<Webhook> sendsTo() {
        if (webhook == null) {
            if (webhookEventsFilter != null && !webhookEventsFilter.isEmpty()) {
                throw Requests.invalid("/webhook_events_filter", "needs a webhook");
            }
            return Optional.empty();
        }
        if (webhook.length() > Limits.WEBHOOK_URL_LENGTH) {
            throw Requests.invalid("/webhook", "is longer than " + Limits.WEBHOOK_URL_LENGTH + " characters");
        }
        try {
            return Optional.of(new Webhook(URI.create(webhook), events()));
        } catch (IllegalArgumentException e) {
            throw Requests.invalid("/webhook", "must be a URL");
        }
    }

    private Set<Event> events() {
        if (webhookEventsFilter == null) {
            return EnumSet.allOf(Event.class);
        }
        Set<Event> events = EnumSet.noneOf(Event.class);
        for (String name : webhookEventsFilter) {
            events.add(Arrays.stream(Event.values())
                    .filter(event -> event.wire().equals(name))
                    .findFirst()
                    .orElseThrow(() -> Requests.invalid(
                            "/webhook_events_filter", "must be a list of start, output, logs and completed")));
        }
        return events;
    }

    private boolean isLow() {
        if (priority == null || priority.equals("normal")) {
            return false;
        }
        if (priority.equals("low")) {
            return true;
        }
        throw Requests.invalid("/priority", "must be normal or low");
    }

    static Routing routing(String word) {
        if (word == null) {
            return Routing.ORDER;
        }
        return Routing.ofWire(word).orElseThrow(() -> Requests.invalid("/routing", "must be order, price or latency"));
    }

    private Optional<String> tag() {
        if (endUser != null && (endUser.isBlank() || endUser.length() > Limits.END_USER_LENGTH)) {
            throw Requests.invalid("/end_user", "must be 1 to " + Limits.END_USER_LENGTH + " characters");
        }
        return Optional.ofNullable(endUser);
    }
}
