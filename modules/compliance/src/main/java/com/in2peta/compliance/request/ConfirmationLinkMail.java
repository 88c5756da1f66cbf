package com.in2peta.compliance.request;

import com.in2peta.kernel.mail.MailTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Carries the link. The token is made when the mail is written and lies nowhere else, only its digest does; a mail that has to be written again
 * gets a new one.
 */
@ApplicationScoped
public class ConfirmationLinkMail implements MailTemplate {

    public static final String NAME = "privacy-confirmation-link";
    static final String INTAKE = "intake";

    @Inject
    IntakeTable intake;

    @Inject
    @ConfigProperty(name = "in2peta.public-url")
    String publicUrl;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Text render(String recipientName, Map<String, String> parameters) {
        String token = LinkToken.generate();
        intake.arm(
                UUID.fromString(parameters.get(INTAKE)), LinkToken.digest(token).orElseThrow());
        return new Text("Confirm your privacy request", """
                Hello %s,

                somebody, perhaps you, made a request about your data at %s.
                To confirm it, send this token to /v1/privacy/intake/confirmation within 14 days:

                %s

                If it was not you, do nothing: no request exists until it is confirmed.
                """.formatted(recipientName, publicUrl, token));
    }
}
