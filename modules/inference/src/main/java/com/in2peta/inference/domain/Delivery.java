package com.in2peta.inference.domain;

import com.in2peta.kernel.id.Ids;
import java.util.UUID;

/**
 * A message to a receiver, as claimed under a fence.
 *
 * @param receiver of whom: stands for the organization and the receiver's scheme, host and port
 * @param attempts made so far, this one included
 */
public record Delivery(
        UUID id, UUID predictionId, UUID organizationId, String event, UUID receiver, int attempts, long fence) {

    /** The same for each attempt, so that receivers know a message that they have had. */
    public String messageId() {
        return "msg_" + Ids.toWire(id);
    }

    /** News of a running prediction is overtaken by later news; its beginning and its end are not. */
    public boolean isRetried() {
        return event.equals("start") || event.equals("completed");
    }
}
