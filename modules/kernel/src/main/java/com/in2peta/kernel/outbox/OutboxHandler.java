package com.in2peta.kernel.outbox;

import java.util.UUID;

/**
 * Does the work of one topic, outside any transaction. It can be asked twice for the same message (a crash after the work and before
 * its mark), so it must not mind; an exception means later again.
 */
public interface OutboxHandler {

    String topic();

    void handle(UUID messageId, UUID organizationId, String payload);
}
