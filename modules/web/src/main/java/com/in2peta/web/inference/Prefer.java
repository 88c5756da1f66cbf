package com.in2peta.web.inference;

import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The wish to wait for the end: {@code Prefer: wait} or {@code wait=n} with n from 1 to 60 seconds (RFC 7240). */
final class Prefer {

    private static final Pattern WAIT = Pattern.compile("wait(?:=(\\d{1,3}))?");

    private Prefer() {}

    /** Empty when the caller does not want to wait; preferences that are not known are passed over. */
    static Optional<Duration> waiting(String header) {
        if (header == null) {
            return Optional.empty();
        }
        for (String preference : header.split("[,;]")) {
            Matcher wait = WAIT.matcher(preference.strip());
            if (wait.matches()) {
                int seconds = wait.group(1) == null ? Limits.WAIT_SECONDS : Integer.parseInt(wait.group(1));
                if (seconds < 1 || seconds > Limits.WAIT_SECONDS) {
                    throw new DomainException(ProblemType.INVALID_REQUEST, "Prefer: wait=n takes 1 to 60 seconds.");
                }
                return Optional.of(Duration.ofSeconds(seconds));
            }
        }
        return Optional.empty();
    }
}
