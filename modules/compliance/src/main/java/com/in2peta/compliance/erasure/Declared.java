package com.in2peta.compliance.erasure;

import com.in2peta.kernel.erasure.ProcessorEraser.ExpiresAt;
import com.in2peta.kernel.erasure.ProcessorEraser.Outcome;
import com.in2peta.kernel.erasure.ProcessorEraser.RetainedByLaw;
import com.in2peta.kernel.erasure.ProcessorEraser.Unknown;
import com.in2peta.kernel.privacy.Catalogue.Deletion;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** What the catalogue declares of a processor that cannot be asked. */
final class Declared {

    private Declared() {}

    static Outcome outcome(Deletion deletion, Instant now) {
        if (deletion.after().isEmpty()) {
            return new Unknown();
        }
        ZonedDateTime end = end(now.atZone(ZoneOffset.UTC), deletion.after().get());
        return switch (deletion.outcome()) {
            case "expires" -> new ExpiresAt(end.toInstant());
            case "retained-by-law" -> new RetainedByLaw(deletion.why(), end.toLocalDate());
            default -> new Unknown();
        };
    }

    private static ZonedDateTime end(ZonedDateTime now, String after) {
        return after.contains("T") ? now.plus(Duration.parse(after)) : now.plus(Period.parse(after));
    }
}
