package com.in2peta.compliance.mail;

import com.in2peta.kernel.mail.MailTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Says that a request was taken back. */
@ApplicationScoped
public class RequestCanceledMail implements MailTemplate {

    public static final String NAME = "privacy-request-canceled";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Text render(String recipientName, Map<String, String> parameters) {
        return new Text("Your privacy request is taken back", """
                Hello %s,

                your request (%s, number %s) was taken back. Nothing was done.
                """.formatted(
                        recipientName, parameters.get("kind"), parameters.get("request")));
    }
}
