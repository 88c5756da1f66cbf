package com.in2peta.identity.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.kernel.mail.Mailer;
import com.in2peta.kernel.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;

/** Puts a mail into the outbox: the person's id, the template's name and its parameters. */
@ApplicationScoped
class OutboxMailer implements Mailer {

    static final String TOPIC = "mail";

    /** What lies in the outbox. */
    record Letter(UUID person, String template, Map<String, String> parameters) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Outbox outbox;

    @Override
    public void send(UUID organizationId, UUID personId, String template, Map<String, String> parameters) {
        outbox.add(organizationId, TOPIC, write(new Letter(personId, template, parameters)));
    }

    @Override
    public void sendFromBatch(UUID organizationId, UUID recipientId, String template, Map<String, String> parameters) {
        outbox.addFromBatch(organizationId, TOPIC, write(new Letter(recipientId, template, parameters)));
    }

    private static String write(Letter letter) {
        try {
            return JSON.writeValueAsString(letter);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a record of texts can be written
        }
    }

    static Letter read(String payload) {
        try {
            return JSON.readValue(payload, Letter.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable mail in the outbox");
        }
    }
}
