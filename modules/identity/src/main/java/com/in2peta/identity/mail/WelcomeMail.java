package com.in2peta.identity.mail;

import com.in2peta.kernel.mail.MailTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Greets a person who has signed up. */
@ApplicationScoped
public class WelcomeMail implements MailTemplate {

    public static final String NAME = "welcome";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Text render(String recipientName, Map<String, String> parameters) {
        return new Text("Welcome to in2peta", """
                Hello %s,

                your account is ready. Your username is %s.

                Next steps: create an API key, buy credits, call a model.
                """.formatted(recipientName, parameters.get("username")));
    }
}
