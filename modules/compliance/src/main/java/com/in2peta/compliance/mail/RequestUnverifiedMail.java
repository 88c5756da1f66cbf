package com.in2peta.compliance.mail;

import com.in2peta.kernel.mail.MailTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Says that a request is closed because nobody proved whose it is (GDPR art. 12(4) and (6)). */
@ApplicationScoped
public class RequestUnverifiedMail implements MailTemplate {

    public static final String NAME = "privacy-request-unverified";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Text render(String recipientName, Map<String, String> parameters) {
        return new Text("Your privacy request is closed", """
                Hello %s,

                a request in your name (%s, number %s) is closed: we asked for a proof that it came from you, and had none for 14 days.
                Nothing was done. If it was yours, ask again: signed in, or by an answer to this mail.

                You can also complain to a data protection authority, and go to court.
                """.formatted(
                        recipientName, parameters.get("kind"), parameters.get("request")));
    }
}
