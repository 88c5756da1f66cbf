package com.in2peta.sandbox.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/**
 * The readable parts of a message.
 *
 * @param text the first plain text; of a message that cannot be read, the whole source
 * @param html the first HTML part, if any
 */
record MailContent(String subject, String text, Optional<String> html) {

    private static final int MAX_DEPTH = 10;

    static MailContent of(byte[] source) {
        try {
            MimeMessage message =
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(source));
            return new MailContent(
                    Optional.ofNullable(message.getSubject()).orElse(""),
                    find(message, "text/plain", MAX_DEPTH).orElse(""),
                    find(message, "text/html", MAX_DEPTH));
        } catch (MessagingException | IOException | RuntimeException e) {
            // Everything is accepted, so nonsense must be shown too; the parser has no one way to refuse it.
            return new MailContent("", new String(source, StandardCharsets.UTF_8), Optional.empty());
        }
    }

    private static Optional<String> find(Part part, String type, int depth) throws MessagingException, IOException {
        if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) || depth == 0) {
            return Optional.empty();
        }
        if (part.isMimeType(type)) {
            return Optional.of(part.getContent().toString());
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                Optional<String> found = find(inner, type, depth - 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
