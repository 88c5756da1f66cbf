package com.in2peta.inference.domain;

import com.in2peta.kernel.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * When a signed link ends. Counted in whole lives from the making of what it leads to, so that a link stays the same while it is read again and
 * again, and works for one to two lives.
 */
public final class LinkEnd {

    private LinkEnd() {}

    public static Instant of(UUID id, Duration life, Instant now) {
        Instant made = Ids.madeAt(id);
        long lives = Math.max(0, Duration.between(made, now).dividedBy(life));
        return made.plus(life.multipliedBy(lives + 2));
    }
}
