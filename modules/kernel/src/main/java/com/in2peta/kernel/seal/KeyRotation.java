package com.in2peta.kernel.seal;

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
import java.util.List;
import java.util.concurrent.ScheduledFuture;

/**
 * Brings keys under the current master key when the file has a new one, and gives owners a new key once a year. Whatever is interrupted is
 * found again by the next look.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyRotation {

    private static final Duration LOOK = Duration.ofMinutes(5);
    private static final int BATCH = 500;
    private static final Duration LOOK_AT_OWNERS = Duration.ofHours(1);
    /** Half of the longest time that NIST SP 800-57 part 1, 5.3.6, would have a key encrypt. */
    private static final Duration OWNER_KEY = Duration.ofDays(365);

    @Inject
    Seals seals;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private List<ScheduledFuture<?>> looks;

    @PostConstruct
    void start() {
        looks = List.of(
                recurring.every(LOOK, "the look for keys under an older master key", this::renew),
                recurring.every(LOOK_AT_OWNERS, "the look for old keys of owners", this::rotateOwners));
    }

    @PreDestroy
    void stop() {
        looks.forEach(look -> look.cancel(false));
    }

    private void renew() {
        int found;
        do {
            found = seals.renew(BATCH);
        } while (found > 0);
    }

    private void rotateOwners() {
        int found;
        do {
            found = seals.rotateOwners(clock.instant().minus(OWNER_KEY), BATCH);
        } while (found > 0);
    }
}
