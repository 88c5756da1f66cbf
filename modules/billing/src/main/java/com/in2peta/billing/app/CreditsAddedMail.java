package com.in2peta.billing.app;

import com.in2peta.kernel.mail.MailTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Map;

/** Confirms that a payment has become credit. */
@ApplicationScoped
public class CreditsAddedMail implements MailTemplate {

    static final String NAME = "credits-added";
    private static final int MICRO_DIGITS = 6;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Text render(String recipientName, Map<String, String> parameters) {
        String amount = BigDecimal.valueOf(Long.parseLong(parameters.get("creditMicros")), MICRO_DIGITS)
                .setScale(2)
                .toPlainString();
        return new Text("Your credits are here", """
                Hello %s,

                your payment arrived and %s %s of credit are on your balance.
                Order: %s
                """.formatted(
                        recipientName, parameters.get("currency"), amount, parameters.get("order")));
    }
}
