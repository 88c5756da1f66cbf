package com.in2peta.inference.dispatch;

import com.in2peta.inference.domain.Dispatch;
import java.time.Duration;

/** How long until the next step: of what failed, of a job that may have ended, and of an endpoint that is left alone. */
final class Pauses {

    static final Duration STREAM_POLL = Duration.ofMillis(300);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(60);
    /** For an endpoint that is left alone: it may work again. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    private static final Duration FIRST_POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(15);
    private static final int MOST_DOUBLINGS = 16;

    private Pauses() {}

    /** A stream is read often; for the rest the callback comes first and polling is the net below it. */
    static Duration poll(Dispatch dispatch) {
        return dispatch.streams() ? STREAM_POLL : growing(FIRST_POLL, dispatch.polls(), LONGEST_POLL);
    }

    static Duration retry(int tries) {
        return growing(FIRST_RETRY, tries, LONGEST_RETRY);
    }

    /** Until an endpoint is asked again whose circuit is open. */
    static Duration openCircuit(int tries) {
        return growing(FIRST_RETRY, tries, LONGEST_WAIT);
    }

    private static Duration growing(Duration first, int step, Duration longest) {
        Duration pause = first.multipliedBy(1L << Math.min(Math.max(step, 0), MOST_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
