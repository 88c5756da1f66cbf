package com.in2peta.compliance.mail;

import com.in2peta.kernel.mail.MailTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Says that a request is done. */
@ApplicationScoped
public class RequestDoneMail implements MailTemplate {

    public static final String NAME = "privacy-request-done";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Text render(String recipientName, Map<String, String> parameters) {
        return new Text("Your privacy request is done", """
                Hello %s,

                your request (%s, number %s) is done.
                """.formatted(
                        recipientName, parameters.get("kind"), parameters.get("request")));
    }
}
