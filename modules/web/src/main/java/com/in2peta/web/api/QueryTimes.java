package com.in2peta.web.api;

import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Times in queries. */
public final class QueryTimes {

    private static final int LAST_YEAR = 9_999;

    private QueryTimes() {}

    /** Empty when it is not there. RFC 3339 has years of four digits, and the database no year 0. */
    public static Optional<Instant> parse(String name, String value) {
        try {
            return Optional.ofNullable(value).map(OffsetDateTime::parse).map(time -> {
                if (time.getYear() < 1 || time.getYear() > LAST_YEAR) {
                    throw invalid(name);
                }
                return time.toInstant();
            });
        } catch (DateTimeException e) {
            throw invalid(name);
        }
    }

    private static DomainException invalid(String name) {
        return new DomainException(
                ProblemType.INVALID_REQUEST,
                "The query is invalid.",
                List.of(new Violation("/" + name, "must be a time by RFC 3339")));
    }
}
