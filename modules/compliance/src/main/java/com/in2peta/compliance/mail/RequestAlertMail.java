package com.in2peta.compliance.mail;

import com.in2peta.kernel.mail.MailTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Tells the operator that the time of a request runs out. */
@ApplicationScoped
public class RequestAlertMail implements MailTemplate {

    public static final String NAME = "privacy-request-alert";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Text render(String recipientName, Map<String, String> parameters) {
        return new Text("A privacy request needs attention", """
                Hello %s,

                request %s (%s) needs attention: %s. It is due at %s (UTC).
                """.formatted(
                        recipientName,
                        parameters.get("request"),
                        parameters.get("kind"),
                        parameters.get("reason"),
                        parameters.get("due")));
    }
}
