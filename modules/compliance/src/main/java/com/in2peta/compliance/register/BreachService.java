package com.in2peta.compliance.register;

import com.in2peta.compliance.api.Breaches;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Keeps the register of breaches. */
@Stateless
public class BreachService implements Breaches {

    /** The clocks of the law, from the moment of awareness. */
    private static final Map<String, Duration> DUE = due();

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Catalogue catalogue;

    @Inject
    RegisterEvidence evidence;

    @Inject
    Clock clock;

    private static Map<String, Duration> due() {
        Map<String, Duration> due = new LinkedHashMap<>();
        due.put("cert-in", Duration.ofHours(6));
        due.put("board", Duration.ofHours(72));
        due.put("authority", Duration.ofHours(72));
        due.put("people", Duration.ofHours(72));
        return due;
    }

    @Override
    public Entry open(Breach breach, UUID openedBy) {
        for (String element : breach.elements()) {
            if (!catalogue.tables().containsKey(element)) {
                throw new DomainException(ProblemType.INVALID_REQUEST, "An element is no table of the catalogue.");
            }
        }
        if (breach.happenedUntil().isBefore(breach.happenedFrom())
                || breach.awareAt().isAfter(clock.instant())) {
            throw new DomainException(ProblemType.INVALID_REQUEST, "The times of the breach do not fit together.");
        }
        UUID id = Ids.next(clock);
        Sql.update(
                database,
                """
                insert into compliance.breach
                    (id, nature, elements, happened_from, happened_until, aware_at, likely_high_risk, opened_by)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                breach.nature(),
                new Values("text", breach.elements().toArray()),
                breach.happenedFrom(),
                breach.happenedUntil(),
                breach.awareAt(),
                breach.likelyHighRisk(),
                openedBy);
        DUE.forEach((recipient, within) -> Sql.update(
                database,
                "insert into compliance.breach_report (breach_id, recipient, due_at) values (?, ?, ?)",
                id,
                recipient,
                breach.awareAt().plus(within)));
        evidence.note(EvidenceKind.BREACH, openedBy, id, "opened");
        return get(id);
    }

    @Override
    public List<Entry> list(Slice slice) {
        return slice
                .newestFirst(slice.id()
                        .map(id -> breaches(
                                "where id " + slice.comparison() + " ? order by id " + slice.order() + " limit ?",
                                id,
                                slice.limit()))
                        .orElseGet(() -> breaches("order by id desc limit ?", slice.limit())))
                .stream()
                .map(this::withReports)
                .toList();
    }

    private List<Entry> breaches(String where, Object... parameters) {
        return Sql.query(database, "select * from compliance.breach " + where, BreachService::entry, parameters);
    }

    @Override
    public Entry get(UUID id) {
        return breaches("where id = ?", id).stream()
                .findFirst()
                .map(this::withReports)
                .orElseThrow(() -> DomainException.notFound("breach"));
    }

    @Override
    public Entry sent(UUID id, String recipient, UUID by) {
        get(id);
        int noted = Sql.update(
                database,
                "update compliance.breach_report set sent_at = coalesce(sent_at, ?) where breach_id = ? and recipient = ?",
                clock.instant(),
                id,
                recipient);
        if (noted == 0) {
            throw DomainException.notFound("recipient");
        }
        Sql.update(database, """
                update compliance.breach set closed_at = ? where id = ? and closed_at is null
                    and not exists (select from compliance.breach_report where breach_id = ? and sent_at is null)
                """, clock.instant(), id, id);
        evidence.note(EvidenceKind.BREACH, by, id, "told-" + recipient);
        return get(id);
    }

    @Override
    public List<UUID> affected(UUID id, Slice slice) {
        return AffectedOwners.of(catalogue, get(id).breach()).list(database, slice);
    }

    @Override
    public long countAffected(UUID id) {
        return AffectedOwners.of(catalogue, get(id).breach()).count(database);
    }

    @Override
    public long overdue() {
        return Sql.query(
                        database,
                        "select count(*) from compliance.breach_report where sent_at is null and due_at < ?",
                        row -> row.getLong(1),
                        clock.instant())
                .get(0);
    }

    private Entry withReports(Entry entry) {
        return new Entry(
                entry.id(),
                entry.breach(),
                Sql.query(
                        database,
                        "select recipient, due_at, sent_at from compliance.breach_report where breach_id = ? order by due_at, recipient",
                        row -> new Report(
                                row.getString(1),
                                Sql.instant(row, "due_at"),
                                Optional.ofNullable(Sql.instant(row, "sent_at"))),
                        entry.id()),
                entry.closedAt());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                new Breach(
                        row.getString("nature"),
                        Arrays.asList((String[]) row.getArray("elements").getArray()),
                        Sql.instant(row, "happened_from"),
                        Sql.instant(row, "happened_until"),
                        Sql.instant(row, "aware_at"),
                        row.getBoolean("likely_high_risk")),
                List.of(),
                Optional.ofNullable(Sql.instant(row, "closed_at")));
    }
}
