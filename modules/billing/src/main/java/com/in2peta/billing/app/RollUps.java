package com.in2peta.billing.app;

import com.in2peta.billing.persistence.ChargeTable;
import com.in2peta.billing.persistence.EarningTable;
import com.in2peta.kernel.time.Recurring;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/** Brings charges into the books, and takes back credit whose time is over, lets earnings be paid out, and seals days that are over. Every node tries; one at a time does it, and a crash leaves it to the next. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RollUps {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration EXPIRY_PERIOD = Duration.ofMinutes(1);
    private static final int AT_ONCE = 10_000;
    private static final int GRANTS_AT_ONCE = 1_000;
    private static final int ACCOUNTS_AT_ONCE = 100;
    private static final Duration SEAL_PERIOD = Duration.ofMinutes(10);
    private static final int DAYS_AT_ONCE = 10;

    @Inject
    ChargeTable charges;

    @Inject
    EarningTable earnings;

    @Inject
    BillingConfig config;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private ScheduledFuture<?> rollUps;
    private ScheduledFuture<?> expiries;
    private ScheduledFuture<?> releases;
    private ScheduledFuture<?> seals;

    @PostConstruct
    void start() {
        rollUps = recurring.every(PERIOD, "the roll-up of charges", this::rollUp);
        expiries = recurring.every(
                EXPIRY_PERIOD, "the end of credit", () -> charges.expireGrants(clock.instant(), GRANTS_AT_ONCE));
        releases = recurring.every(
                EXPIRY_PERIOD,
                "the release of earnings",
                () -> earnings.release(clock.instant(), config.earningsReserve(), ACCOUNTS_AT_ONCE));
        seals = recurring.every(SEAL_PERIOD, "the seal of days", () -> charges.sealDays(clock.instant(), DAYS_AT_ONCE));
    }

    @PreDestroy
    void stop() {
        rollUps.cancel(false);
        expiries.cancel(false);
        releases.cancel(false);
        seals.cancel(false);
    }

    private void rollUp() {
        int rolled;
        do {
            rolled = charges.rollUp(clock.instant(), AT_ONCE);
        } while (rolled == AT_ONCE);
    }
}
