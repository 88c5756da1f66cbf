package com.in2peta.compliance.register;

import com.in2peta.compliance.api.Disclosures;
import com.in2peta.compliance.export.SubjectRows;
import com.in2peta.compliance.register.DisclosureTable.Held;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.privacy.Subject;
import com.in2peta.kernel.privacy.Subjects;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Keeps the register of disclosures, and gives out what was approved and nothing else. */
@Stateless
public class DisclosureService implements Disclosures {

    /** Besides who asked. */
    private static final int APPROVALS = 2;

    /** More than this is handed over by an export package, not by an answer. */
    private static final int MOST_ROWS = 10_000;

    private static final String ENTRY = """
            select d.*, (select count(*) from compliance.disclosure_decision x where x.disclosure_id = d.id
                and x.decision = 'approved') as approvals
            from compliance.disclosure d\s""";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Subjects subjects;

    @Inject
    SubjectRows rows;

    @Inject
    DisclosureTable table;

    @Inject
    DisclosureHandover handover;

    @Inject
    RegisterEvidence evidence;

    @Inject
    Clock clock;

    @Override
    public Entry ask(Asked asked, UUID by) {
        for (String element : asked.elements()) {
            if (!rows.has(element)) {
                throw new DomainException(
                        ProblemType.INVALID_REQUEST, "An element holds nothing about people that can be given out.");
            }
        }
        Subject subject = subjects.byUsername(asked.username()).orElseThrow(() -> DomainException.notFound("account"));
        UUID id = Ids.next(clock);
        Sql.update(
                database,
                """
                insert into compliance.disclosure
                    (id, authority, instrument, ground, elements, person_id, organization_id, asked_by, asked_at, state, gag_until)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'asked', ?::date)
                """,
                id,
                asked.authority(),
                asked.instrument(),
                asked.ground(),
                new Values("text", asked.elements().toArray()),
                subject.personId(),
                subject.organizationId(),
                by,
                clock.instant(),
                asked.gagUntil().map(LocalDate::toString).orElse(null));
        evidence.note(EvidenceKind.DISCLOSE, by, id, "asked");
        return get(id);
    }

    @Override
    public List<Entry> list(Slice slice) {
        return slice.newestFirst(slice.id()
                .map(id -> Sql.query(
                        database,
                        ENTRY + "where d.id " + slice.comparison() + " ? order by d.id " + slice.order() + " limit ?",
                        DisclosureService::entry,
                        id,
                        slice.limit()))
                .orElseGet(() -> Sql.query(
                        database, ENTRY + "order by d.id desc limit ?", DisclosureService::entry, slice.limit())));
    }

    @Override
    public Entry decide(UUID id, boolean approved, UUID by) {
        UUID askedBy = table.lock(id).in("asked").askedBy();
        if (by.equals(askedBy)) {
            throw new DomainException(ProblemType.CONFLICT, "Who asked for a disclosure does not decide about it.");
        }
        int added =
                Sql.update(database, """
                insert into compliance.disclosure_decision (id, disclosure_id, decided_by, decision, decided_at)
                values (?, ?, ?, ?, ?) on conflict (disclosure_id, decided_by) do nothing
                """, Ids.next(clock), id, by, approved ? "approved" : "refused", clock.instant());
        if (added == 0) {
            throw new DomainException(ProblemType.CONFLICT, "You have decided about this already.");
        }
        boolean enough = get(id).approvals() >= APPROVALS;
        if (!approved || enough) {
            table.move(id, approved ? "approved" : "refused");
        }
        evidence.note(EvidenceKind.DISCLOSE, by, id, approved ? "approved" : "refused");
        return get(id);
    }

    /** Outside of a transaction: the rows are read in a snapshot of their own, and handed over only when that is written down. */
    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public String data(UUID id, UUID by) {
        Held held = table.find(id).in("approved", "sent");
        if (held.personId() == null) {
            throw new DomainException(ProblemType.CONFLICT, "The person was erased: there is nothing to give out.");
        }
        String data = rows.json(id, held.personId(), held.organizationId(), held.elements(), MOST_ROWS)
                .orElseThrow(() -> new DomainException(
                        ProblemType.CONFLICT, "An element of the scope has more than 10,000 rows."));
        handover.sent(id, by);
        return data;
    }

    @Override
    public List<Entry> about(UUID organizationId) {
        return Sql.query(
                database,
                ENTRY
                        + "where d.organization_id = ? and d.state = 'sent' and (d.gag_until is null or d.gag_until < ?) order by d.sent_at desc",
                DisclosureService::entry,
                organizationId,
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private Entry get(UUID id) {
        return Sql.query(database, ENTRY + "where d.id = ?", DisclosureService::entry, id)
                .get(0);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                row.getString("authority"),
                row.getString("instrument"),
                row.getString("ground"),
                Arrays.asList((String[]) row.getArray("elements").getArray()),
                row.getString("state"),
                row.getInt("approvals"),
                Sql.instant(row, "asked_at"),
                Optional.ofNullable(row.getObject("gag_until", LocalDate.class)),
                Optional.ofNullable(Sql.instant(row, "sent_at")));
    }
}
