package com.in2peta.sandbox.mail;

import java.util.List;

/**
 * What SMTP says about a message, and its subject for lists. Kept apart from the message, which may say otherwise.
 *
 * @param id ten digits, ascending
 * @param receivedAt ISO 8601, UTC
 */
record Envelope(String id, String from, List<String> to, String subject, String receivedAt) {

    boolean isTo(String address) {
        return to.stream().anyMatch(address::equalsIgnoreCase);
    }
}
