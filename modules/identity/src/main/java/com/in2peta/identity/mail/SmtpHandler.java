package com.in2peta.identity.mail;

import com.in2peta.identity.app.IdentityConfig;
import com.in2peta.identity.app.PersonSeals;
import com.in2peta.identity.mail.OutboxMailer.Letter;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.egress.Recipients;
import com.in2peta.kernel.mail.Addressees;
import com.in2peta.kernel.mail.Addressees.Addressee;
import com.in2peta.kernel.mail.MailTemplate;
import com.in2peta.kernel.outbox.OutboxHandler;
import com.in2peta.kernel.seal.KeyDestroyed;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Sends the mails of the outbox over SMTP. A mail can leave twice if the node dies between the server's acceptance and the mark; its
 * Message-ID is the outbox id, so mail programs show it once.
 */
@ApplicationScoped
class SmtpHandler implements OutboxHandler {

    private static final String PROCESSOR = "mail-server";
    private static final List<String> FIELDS = List.of("to.name", "to.address", "subject", "text");
    private static final int TIMEOUT_MILLIS = 10_000;

    /** As stored: sealed. */
    private record Person(byte[] name, byte[] email) {}

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    @Any
    Instance<MailTemplate> templates;

    @Inject
    @Any
    Instance<Addressees> others;

    @Inject
    IdentityConfig config;

    @Inject
    Recipients recipients;

    @Inject
    PersonSeals seals;

    @Inject
    Clock clock;

    @Override
    public String topic() {
        return OutboxMailer.TOPIC;
    }

    @Override
    public void handle(UUID messageId, UUID organizationId, String payload) {
        Letter letter = OutboxMailer.read(payload);
        Optional<Addressee> recipient = person(letter.person())
                .or(() -> others.stream()
                        .flatMap(known -> known.find(letter.person()).stream())
                        .findFirst());
        if (recipient.isEmpty()) {
            return; // the person is gone, and with the person the reason to write
        }
        MailTemplate template = templates.stream()
                .filter(t -> t.name().equals(letter.template()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no mail template " + letter.template()));
        try {
            send(messageId, recipient.get(), template.render(recipient.get().name(), letter.parameters()));
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new IllegalStateException("mail not accepted", e);
        }
    }

    private Optional<Addressee> person(UUID id) {
        List<Person> persons = Sql.query(
                database,
                "select name, email from identity.person where id = ?",
                row -> new Person(row.getBytes(1), row.getBytes(2)),
                id);
        try {
            return persons.stream()
                    .map(person ->
                            new Addressee(seals.openName(id, person.name()), seals.openEmail(id, person.email())))
                    .findFirst();
        } catch (KeyDestroyed e) {
            return Optional.empty();
        }
    }

    private void send(UUID messageId, Addressee recipient, MailTemplate.Text text)
            throws MessagingException, UnsupportedEncodingException {
        recipients.require(PROCESSOR, URI.create("smtp://" + config.smtpHost() + ":" + config.smtpPort()), FIELDS);
        Properties properties = new Properties();
        properties.put("mail.smtp.host", config.smtpHost());
        properties.put("mail.smtp.port", config.smtpPort());
        properties.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.put("mail.smtp.timeout", TIMEOUT_MILLIS);
        properties.put("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        MimeMessage message = new MimeMessage(Session.getInstance(properties)) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + messageId + "@in2peta>");
            }
        };
        message.setFrom(new InternetAddress(config.mailFrom(), "in2peta"));
        message.setRecipient(
                Message.RecipientType.TO,
                new InternetAddress(recipient.email(), recipient.name(), StandardCharsets.UTF_8.name()));
        message.setSubject(text.subject(), StandardCharsets.UTF_8.name());
        message.setText(text.body(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        Transport.send(message);
    }
}
