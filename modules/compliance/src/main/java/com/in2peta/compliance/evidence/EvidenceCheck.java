package com.in2peta.compliance.evidence;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.invariant.InvariantCheck;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What the last verification found, on whichever node it ran, and that there was one lately. */
@ApplicationScoped
class EvidenceCheck implements InvariantCheck {

    /** The last verification, as its entry tells it. */
    record Last(Instant at, boolean unbroken, String detail) {}

    private static final Duration STALE = Duration.ofDays(2);

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Clock clock;

    private Instant begun;

    @PostConstruct
    void begin() {
        begun = clock.instant();
    }

    @Override
    public List<Finding> verify() {
        Optional<Last> last = last();
        Instant seen = last.map(Last::at).filter(begun::isBefore).orElse(begun);
        return List.of(
                new Finding(
                        "E1 the evidence is unbroken, signed and copied",
                        last.map(Last::unbroken).orElse(true),
                        last.map(Last::detail).orElse("not verified yet")),
                new Finding(
                        "E2 the evidence was verified within two days",
                        seen.isAfter(clock.instant().minus(STALE)),
                        "last seen " + seen));
    }

    Optional<Last> last() {
        return Sql.query(
                        database,
                        """
                        select at, (v ->> 'unbroken')::boolean, (v ->> 'entries') || ' entries, ' || (v ->> 'roots') || ' roots'
                            || coalesce(', broken at ' || (v ->> 'broken_at') || ': ' || (v ->> 'reason'), '') as detail
                        from (select at, body::jsonb as v from compliance.evidence
                            where kind = 'verify-chain' order by seq desc limit 1) last
                        """,
                        row -> new Last(Sql.instant(row, "at"), row.getBoolean(2), row.getString("detail")))
                .stream()
                .findFirst();
    }
}
