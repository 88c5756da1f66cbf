package com.in2peta.inference.webhook;

import com.in2peta.inference.api.Webhooks.State;
import com.in2peta.inference.domain.Delivery;
import com.in2peta.inference.domain.RetrySchedule;
import com.in2peta.inference.domain.WebhookSignature;
import com.in2peta.inference.persistence.WebhookDeliveryTable;
import com.in2peta.inference.persistence.WebhookDeliveryTable.End;
import com.in2peta.inference.webhook.WebhookMessages.Message;
import com.in2peta.kernel.outbound.OutboundClient;
import com.in2peta.kernel.outbound.OutboundClient.Reply;
import com.in2peta.kernel.outbound.OutboundFailure;
import com.in2peta.kernel.outbound.OutboundFailure.Reason;
import com.in2peta.kernel.work.GroupCommit;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Makes one attempt at a delivery and writes down how it went. If the process dies in between, the lease ends and the message is sent again. */
@ApplicationScoped
class WebhookSender {

    /** From the first look at the receiver's name to its answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** What a receiver cannot be told any more. */
    static final String CONTENT_REMOVED = "content-removed";

    private static final String RESTRICTED = "restricted";
    private static final int GONE = 410;
    private static final GroupCommit.Limits ENDS = new GroupCommit.Limits(64, Integer.MAX_VALUE, 1_000);

    @Resource
    ManagedThreadFactory threads;

    @Inject
    WebhookMessages messages;

    @Inject
    WebhookSecrets secrets;

    @Inject
    WebhookUrls urls;

    @Inject
    OutboundClient http;

    @Inject
    WebhookDeliveryTable table;

    @Inject
    MetricRegistry metrics;

    @Inject
    Clock clock;

    private GroupCommit<End, Boolean> ends;

    void start() {
        ends = new GroupCommit<>(threads, 1, ENDS, end -> 0, batch -> {
            table.ended(batch);
            return batch.stream().map(end -> true).toList();
        });
    }

    void stop() {
        ends.close();
    }

    /** What some of an organization's deliveries are to tell, by their predictions; without those about which nothing can be told any more. */
    Map<UUID, Message> messages(UUID organizationId, List<Delivery> deliveries) {
        return messages.messages(
                organizationId, deliveries.stream().map(Delivery::predictionId).collect(Collectors.toSet()));
    }

    void send(Delivery delivery, Optional<Message> message) {
        try {
            message.ifPresentOrElse(present -> send(delivery, present), () -> ends(delivery, CONTENT_REMOVED));
        } catch (OutboundFailure e) {
            if (e.reason() == Reason.URL_REFUSED) {
                ends(delivery, e.reason().code());
            } else {
                failed(delivery, OptionalInt.empty(), e.reason().code(), Optional.empty());
            }
        }
    }

    /** The processing of its organization's data is restricted: it is told later, if it can be. */
    void restricted(Delivery delivery) {
        failed(delivery, OptionalInt.empty(), RESTRICTED, Optional.empty());
    }

    private void send(Delivery delivery, Message message) {
        if (urls.isDisabled(delivery.organizationId(), message.url())) {
            ended(delivery, State.DISABLED, OptionalInt.empty(), Optional.empty(), Optional.empty());
            return;
        }
        Reply reply = post(delivery, message);
        OptionalInt status = OptionalInt.of(reply.status());
        if (reply.status() / 100 == 2) {
            ended(delivery, State.DELIVERED, status, Optional.empty(), Optional.empty());
        } else if (reply.status() == GONE) {
            urls.disable(delivery.organizationId(), message.url());
            ended(delivery, State.DISABLED, status, Optional.empty(), Optional.empty());
        } else {
            failed(delivery, status, Reason.STATUS.code(), reply.retryAfter());
        }
    }

    private Reply post(Delivery delivery, Message message) {
        Instant now = clock.instant();
        String id = delivery.messageId();
        Map<String, String> headers = Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(now.getEpochSecond()),
                "webhook-signature",
                WebhookSignature.of(secrets.signing(delivery.organizationId()), id, now, message.body()));
        return http.post(message.url(), headers, "application/json", message.body(), TIMEOUT);
    }

    private void failed(Delivery delivery, OptionalInt status, String why, Optional<String> wish) {
        metrics.counter("in2peta_webhook_failures_total").inc();
        Optional<Instant> next = delivery.isRetried()
                ? RetrySchedule.next(
                        delivery.attempts(),
                        wish,
                        clock,
                        ThreadLocalRandom.current().nextDouble())
                : Optional.empty();
        ended(delivery, next.isPresent() ? State.PENDING : State.FAILED, status, Optional.of(why), next);
    }

    private void ends(Delivery delivery, String why) {
        ended(delivery, State.FAILED, OptionalInt.empty(), Optional.of(why), Optional.empty());
    }

    /** When it is written down: one commit serves what ended meanwhile. */
    private void ended(
            Delivery delivery, State state, OptionalInt status, Optional<String> failure, Optional<Instant> next) {
        ends.submit(new End(delivery, state, status, failure, next)).join();
    }
}
