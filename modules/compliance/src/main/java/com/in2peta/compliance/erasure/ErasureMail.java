package com.in2peta.compliance.erasure;

import com.in2peta.kernel.mail.MailTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** The last mail to somebody whose account goes. */
@ApplicationScoped
public class ErasureMail implements MailTemplate {

    public static final String NAME = "account-erased";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Text render(String recipientName, Map<String, String> parameters) {
        return new Text("Your data has been erased", """
                Hello %s,

                your data has been erased. Last of all go your name and this address, as soon as this mail has left: it is the last one you
                get from us.

                What law makes us keep, such as records of payments, is kept under a number that names nobody. A signed certificate will
                list what was erased and what is kept, why and until when. It belongs to request %s.
                """.formatted(recipientName, parameters.get("request")));
    }
}
