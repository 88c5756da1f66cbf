package com.in2peta.kernel.mail;

import java.util.Map;

/** One kind of mail: a bean that turns parameters into a subject and a plain text. */
public interface MailTemplate {

    /** The finished mail. */
    record Text(String subject, String body) {}

    String name();

    Text render(String recipientName, Map<String, String> parameters);
}
