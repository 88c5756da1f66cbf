package com.in2peta.compliance.policy;

import com.in2peta.kernel.mail.MailTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Tells a person that a policy will change, before it does. */
@ApplicationScoped
public class PolicyChangeMail implements MailTemplate {

    static final String NAME = "policy-change";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Text render(String recipientName, Map<String, String> parameters) {
        return new Text("Our " + parameters.get("policy") + " will change", """
                Hello %s,

                our %s will change. What is new:

                %s

                The whole text: %s
                It counts from two weeks after everybody was told. The version that counts until then stays readable too. You can object,
                restrict what we do with your data, export it or delete your account at any time; questions go to %s.
                """.formatted(
                        recipientName,
                        parameters.get("policy"),
                        parameters.get("reasons"),
                        parameters.get("url"),
                        parameters.get("contact")));
    }
}
