package com.in2peta.kernel.mail;

import java.util.Map;
import java.util.UUID;

/**
 * Sends transactional mail. The message is written down in the caller's transaction and leaves after it has committed; name and
 * address of the person are looked up only then, so no queue holds them.
 */
public interface Mailer {

    /** The template is named by {@link MailTemplate#name()}; parameters are ids, amounts and times, never content. */
    void send(UUID organizationId, UUID personId, String template, Map<String, String> parameters);

    /**
     * The same inside a transaction on {@code jdbc/in2peta-batch}. The recipient is a person, or an id that one of the {@link Addressees} knows;
     * the mail of an id that nobody knows is dropped.
     */
    void sendFromBatch(UUID organizationId, UUID recipientId, String template, Map<String, String> parameters);
}
