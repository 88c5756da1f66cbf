package com.in2peta.inference.persistence;

import com.in2peta.kernel.retention.ExpiringKeys;
import com.in2peta.kernel.seal.Period;
import com.in2peta.kernel.seal.Period.Kind;
import com.in2peta.kernel.seal.Seals;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The keys of the hours in which content lies. An hour's key ends with the hour, and with it all its content in every copy of the database.
 *
 * @param from where, seen from now, hours are written to
 * @param ahead how many hours get their keys before somebody needs them
 * @param grace how long after its end an hour may still be written to
 * @param idle how long it takes until everything in an hour that is over has ended
 * @param inUse hours that have to stay although they are over
 */
record PeriodKeys(
        Seals seals,
        Kind kind,
        Duration from,
        Duration ahead,
        Duration grace,
        Duration idle,
        Supplier<Set<Instant>> inUse)
        implements ExpiringKeys {

    @Override
    public String name() {
        return kind.word() + "-keys";
    }

    @Override
    public int prepare(Instant now) {
        Instant first = Period.at(kind, now.plus(from)).hour();
        return seals.prepare(
                Stream.iterate(first, hour -> hour.isBefore(first.plus(ahead)), hour -> hour.plus(Period.LENGTH))
                        .map(hour -> new Period(kind, hour))
                        .toList());
    }

    @Override
    public int destroyEnded(Instant now, List<Instant> heldEvents) {
        List<Period> ended = ended(now, heldEvents);
        ended.forEach(seals::destroyPeriod);
        return ended.size();
    }

    /** An hour that was in use until now can go at any moment: it is late only when everything in it must have ended long ago. */
    @Override
    public int overdue(Instant moment, List<Instant> heldEvents) {
        return ended(moment.minus(idle), heldEvents).size();
    }

    private List<Period> ended(Instant now, List<Instant> heldEvents) {
        List<Period> over = seals.periodsOver(kind, now.minus(grace));
        if (over.isEmpty()) {
            return over;
        }
        Set<Instant> used = new HashSet<>(inUse.get());
        heldEvents.forEach(event -> used.add(Period.at(kind, event.plus(from)).hour()));
        return over.stream().filter(period -> !used.contains(period.hour())).toList();
    }
}
