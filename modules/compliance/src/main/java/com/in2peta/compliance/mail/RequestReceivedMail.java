package com.in2peta.compliance.mail;

import com.in2peta.kernel.mail.MailTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Acknowledges a request. */
@ApplicationScoped
public class RequestReceivedMail implements MailTemplate {

    public static final String NAME = "privacy-request-received";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Text render(String recipientName, Map<String, String> parameters) {
        return new Text("We have your privacy request", """
                Hello %s,

                your request (%s, number %s) has arrived. It will be done by %s (UTC) at the latest.

                You can follow it under /v1/privacy/requests, and take an erasure back there before it begins.
                If it was not you who asked, take it back and write to us.
                """.formatted(
                        recipientName, parameters.get("kind"), parameters.get("request"), parameters.get("due")));
    }
}
