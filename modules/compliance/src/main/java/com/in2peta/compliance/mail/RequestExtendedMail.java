package com.in2peta.compliance.mail;

import com.in2peta.kernel.mail.MailTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Says that a request takes longer, and why. */
@ApplicationScoped
public class RequestExtendedMail implements MailTemplate {

    public static final String NAME = "privacy-request-extended";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Text render(String recipientName, Map<String, String> parameters) {
        return new Text("Your privacy request takes longer", """
                Hello %s,

                your request (%s, number %s) takes longer than a month, for this reason: %s.
                It will be done by %s (UTC) at the latest.

                You can complain to a data protection authority, and go to court.
                """.formatted(
                        recipientName,
                        parameters.get("kind"),
                        parameters.get("request"),
                        parameters.get("reason"),
                        parameters.get("due")));
    }
}
