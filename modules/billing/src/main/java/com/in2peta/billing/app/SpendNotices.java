package com.in2peta.billing.app;

import com.in2peta.billing.persistence.SpendLimitTable;
import com.in2peta.billing.persistence.SpendLimitTable.Reached;
import com.in2peta.kernel.mail.Mailer;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Tells of limits; that it was told and the mail are one transaction. */
@Stateless
public class SpendNotices {

    private static final List<Integer> PERCENTAGES = List.of(50, 80, 100);
    private static final int AT_ONCE = 100;

    @Inject
    SpendLimitTable limits;

    @Inject
    Mailer mailer;

    @Inject
    Clock clock;

    public void tell() {
        for (Reached reached : limits.reached(PERCENTAGES, clock.instant(), AT_ONCE)) {
            mailer.sendFromBatch(
                    reached.organizationId(),
                    reached.personId(),
                    SpendLimitMail.NAME,
                    Map.of(
                            "percent", Integer.toString(reached.percent()),
                            "period", reached.period(),
                            "mostMicros", Long.toString(reached.mostMicros()),
                            "currency", reached.currency(),
                            "limit", reached.limitId().toString()));
        }
    }
}
