package com.in2peta.inference.domain;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When a delivery that failed is tried again: the pauses that Standard Webhooks proposes, each up to a fifth longer, so that a receiver which comes
 * back is not met by all at once.
 */
public final class RetrySchedule {

    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));
    private static final double JITTER = 0.2;
    private static final Duration LONGEST_WISH = Duration.ofHours(24);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private RetrySchedule() {}

    /**
     * Empty when there is no further attempt.
     *
     * @param attempts made so far
     * @param wish the receiver's Retry-After: a longer pause than planned, of a day at most
     * @param random from 0 to 1
     */
    public static Optional<Instant> next(int attempts, Optional<String> wish, Clock clock, double random) {
        if (attempts > PAUSES.size()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Duration pause = PAUSES.get(attempts - 1);
        Instant planned = now.plus(pause).plusMillis((long) (pause.toMillis() * JITTER * random));
        Instant latest = now.plus(LONGEST_WISH);
        return wish.flatMap(text -> wished(text, now))
                .map(time -> time.isAfter(latest) ? latest : time)
                .filter(planned::isBefore)
                .or(() -> Optional.of(planned));
    }

    /** Seconds or a date (RFC 9110, section 10.2.3); what is neither is passed over. */
    private static Optional<Instant> wished(String text, Instant now) {
        String value = text.strip();
        if (SECONDS.matcher(value).matches()) {
            return Optional.of(now.plusSeconds(Long.parseLong(value)));
        }
        try {
            return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
