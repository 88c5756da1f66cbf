package com.in2peta.inference.api;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** What callers can see and do about the webhooks of their predictions. */
public interface Webhooks {

    /**
     * Says how predictions look as JSON; until then nothing is sent. The module that speaks HTTP says so when it starts: in an EAR its beans cannot
     * be seen from here.
     */
    void showAs(PredictionDocuments documents);

    /** Where a delivery stands. */
    enum State {
        PENDING,
        DELIVERED,
        /** Every attempt failed, or the prediction's content is gone. */
        FAILED,
        /** The receiver has answered 410 to this or an earlier message. */
        DISABLED;

        /** The word on the wire and in the database. */
        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static State ofWire(String wire) {
            return valueOf(wire.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /**
     * A message about a prediction.
     *
     * @param status what the receiver answered last
     * @param failure why the last attempt came to nothing, as a code
     * @param dueAt of the next attempt, while there is one
     */
    record DeliveryView(
            UUID id,
            String messageId,
            UUID predictionId,
            String event,
            State state,
            int attempts,
            OptionalInt status,
            Optional<String> failure,
            Instant createdAt,
            Optional<Instant> attemptedAt,
            Optional<Instant> dueAt) {}

    /** A URL whose receiver answered 410: nothing is sent there any more. */
    record DisabledUrl(UUID id, String url, Instant disabledAt) {}

    /** A new secret, and until when the one before signs beside it. */
    record Rotation(String secret, Instant previousEndsAt) {}

    /** With which the caller's receivers check signatures; made when it is first asked for. */
    String secret(Caller caller);

    /** Makes a new secret. What was before the present one ends at once, so that two sign at most. */
    Rotation rotate(Caller caller);

    /** Newest first; of one prediction or of all. */
    List<DeliveryView> deliveries(Caller caller, Optional<UUID> predictionId, Slice slice);

    /** Sends a message that was delivered or given up once more, from the first attempt on. */
    DeliveryView replay(Caller caller, UUID id);

    List<DisabledUrl> disabledUrls(Caller caller, Slice slice);

    /** Sends to the URL again from now on; what was not sent meanwhile can be replayed. */
    void enable(Caller caller, UUID id);
}
