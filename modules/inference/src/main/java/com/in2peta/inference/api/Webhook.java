package com.in2peta.inference.api;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Where a prediction's events go, and which ones. */
public record Webhook(URI url, Set<Event> events) {

    /** As in Replicate's {@code webhook_events_filter}. */
    public enum Event {
        /** It has begun. */
        START,
        /** There is more output. */
        OUTPUT,
        /** There are more logs. */
        LOGS,
        /** It has ended, in whatever way. */
        COMPLETED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
