package com.in2peta.compliance.mail;

import com.in2peta.kernel.mail.MailTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Says that a request is refused, and by which article. */
@ApplicationScoped
public class RequestRefusedMail implements MailTemplate {

    public static final String NAME = "privacy-request-refused";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Text render(String recipientName, Map<String, String> parameters) {
        return new Text("Your privacy request is refused", """
                Hello %s,

                your request (%s, number %s) is refused. The law allows it by: %s.

                You can answer to this mail, complain to a data protection authority, and go to court.
                """.formatted(
                        recipientName, parameters.get("kind"), parameters.get("request"), parameters.get("article")));
    }
}
