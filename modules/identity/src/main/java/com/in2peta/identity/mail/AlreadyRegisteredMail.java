package com.in2peta.identity.mail;

import com.in2peta.kernel.mail.MailTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Tells the owner of an address that somebody tried to sign up with it; the sign-up itself answers as always. */
@ApplicationScoped
public class AlreadyRegisteredMail implements MailTemplate {

    public static final String NAME = "already-registered";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Text render(String recipientName, Map<String, String> parameters) {
        return new Text("You already have an account at in2peta", """
                Hello %s,

                somebody, perhaps you, tried to sign up with this address. It already has an account, and nothing was changed.
                If it was you, sign in with your password.
                """.formatted(recipientName));
    }
}
