package com.in2peta.compliance.mail;

import com.in2peta.kernel.mail.MailTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Says that a restriction or objection ends. */
@ApplicationScoped
public class RequestLiftedMail implements MailTemplate {

    public static final String NAME = "privacy-request-lifted";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Text render(String recipientName, Map<String, String> parameters) {
        return new Text("Your restriction or objection ends", """
                Hello %s,

                what your request (%s, number %s) had stopped goes on again.
                """.formatted(
                        recipientName, parameters.get("kind"), parameters.get("request")));
    }
}
