package com.in2peta.billing.app;

import com.in2peta.kernel.mail.MailTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Map;

/** Says how much of a limit is spent. */
@ApplicationScoped
public class SpendLimitMail implements MailTemplate {

    static final String NAME = "spend-limit";
    private static final int MICRO_DIGITS = 6;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Text render(String recipientName, Map<String, String> parameters) {
        String most = BigDecimal.valueOf(Long.parseLong(parameters.get("mostMicros")), MICRO_DIGITS)
                .stripTrailingZeros()
                .toPlainString();
        return new Text("%s %% of a spend limit are used".formatted(parameters.get("percent")), """
                Hello %s,

                %s %% of a limit that you have set are spent: %s %s a %s.
                Limit: %s
                """.formatted(
                        recipientName,
                        parameters.get("percent"),
                        parameters.get("currency"),
                        most,
                        parameters.get("period"),
                        parameters.get("limit")));
    }
}
