package com.in2peta.web.inference;

import com.in2peta.kernel.limit.Limits;
import com.in2peta.web.api.Requests;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replicate's header field {@code Cancel-After}: {@code 30s}, {@code 5m}, {@code 1h30m45s} or a bare number of seconds. */
final class CancelAfter {

    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,6}))|(?=.)(?:(\\d{1,3})h)?(?:(\\d{1,5})m)?(?:(\\d{1,6})s)?");
    private static final Duration LONGEST = Duration.ofDays(7);

    private CancelAfter() {}

    static Optional<Duration> parse(String header) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(header.strip());
        if (!parts.matches()) {
            throw invalid();
        }
        Duration after = Duration.ofSeconds(number(parts, 1) + number(parts, 4))
                .plusMinutes(number(parts, 3))
                .plusHours(number(parts, 2));
        if (after.toSeconds() < Limits.CANCEL_AFTER_SECONDS || after.compareTo(LONGEST) > 0) {
            throw invalid();
        }
        return Optional.of(after);
    }

    private static long number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }

    private static RuntimeException invalid() {
        return Requests.invalid(
                "/Cancel-After",
                "must be a time such as 30s, 5m or 1h30m45s, of " + Limits.CANCEL_AFTER_SECONDS + " seconds to 7 days");
    }
}
