package com.in2peta.compliance.request;

import com.in2peta.compliance.mail.RequestAlertMail;
import com.in2peta.compliance.mail.RequestUnverifiedMail;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What is done because time has passed; each method is one transaction. */
@Stateless
public class DueSteps {

    private static final Logger LOG = System.getLogger(DueSteps.class.getName());
    private static final int[] ALERTS = {100, 95, 80, 50};
    private static final Duration NOBODY = Duration.ofHours(1);

    @Inject
    RequestTable requests;

    @Inject
    IntakeTable intake;

    @Inject
    Notices notices;

    @Inject
    Clock clock;

    public boolean closeUnverified(UUID id) {
        Request request = requests.require(id);
        if (request.state() != RequestState.VERIFYING && request.state() != RequestState.RECEIVED) {
            return false;
        }
        notices.tell(request, RequestUnverifiedMail.NAME, Map.of());
        request.leaveUnverified(clock.instant());
        requests.save(request, Actor.SYSTEM);
        return true;
    }

    /** Tells the operator once when half, 80 % and 95 % of the time have passed, and when all has. */
    public boolean alert(UUID id) {
        Request request = requests.require(id);
        if (request.state() == RequestState.CLOSED) {
            return false;
        }
        int percent = Deadlines.percent(request.origin().receivedAt(), request.dueAt(), clock.instant());
        for (int threshold : ALERTS) {
            if (percent >= threshold) {
                return alert(request, threshold);
            }
        }
        return false;
    }

    private boolean alert(Request request, int threshold) {
        if (threshold <= request.status().alerted) {
            return false;
        }
        LOG.log(Level.WARNING, "request {0}: {1} % of its time have passed", request.id(), threshold);
        request.alert(threshold);
        notices.alert(
                request, RequestAlertMail.NAME, Map.of("reason", threshold + " per cent of its time have passed"));
        requests.save(request, Actor.SYSTEM);
        return true;
    }

    /** Addresses that are not needed any more, and links that have ended. */
    public long purge() {
        Instant now = clock.instant();
        return intake.removeEnded(now, now.minus(NOBODY));
    }
}
