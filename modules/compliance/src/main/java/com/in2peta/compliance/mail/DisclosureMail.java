package com.in2peta.compliance.mail;

import com.in2peta.kernel.mail.MailTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Says that data of the account was given to an authority, once that may be said. */
@ApplicationScoped
public class DisclosureMail implements MailTemplate {

    public static final String NAME = "privacy-disclosure";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Text render(String recipientName, Map<String, String> parameters) {
        return new Text("Data of your account was given to an authority", """
                Hello %s,

                an authority demanded data of your account by law, and got it (number %s). Which authority, on which ground and
                which kinds of data: GET /v1/privacy/disclosures.
                """.formatted(
                        recipientName, parameters.get("disclosure")));
    }
}
