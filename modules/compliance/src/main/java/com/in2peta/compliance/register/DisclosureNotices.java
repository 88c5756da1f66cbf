package com.in2peta.compliance.register;

import com.in2peta.compliance.evidence.Entry;
import com.in2peta.compliance.evidence.Evidence;
import com.in2peta.compliance.mail.DisclosureMail;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.mail.Mailer;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Tells people of disclosures: all that are due in one transaction, each once. */
@Stateless
public class DisclosureNotices {

    private static final int MOST = 100;

    /** A disclosure whose person may be told. */
    private record Due(UUID id, UUID organizationId, UUID personId) {}

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Mailer mailer;

    @Inject
    Evidence evidence;

    @Inject
    Clock clock;

    /** How many were told. */
    public long tell() {
        List<Due> told = Sql.query(
                database,
                """
                update compliance.disclosure set told_at = ? where id in (
                    select id from compliance.disclosure
                    where state = 'sent' and told_at is null and person_id is not null and (gag_until is null or gag_until < ?)
                    limit ? for update skip locked)
                returning id, organization_id, person_id
                """,
                row -> new Due(
                        row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class)),
                clock.instant(),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                MOST);
        told.forEach(due -> mailer.sendFromBatch(
                due.organizationId(),
                due.personId(),
                DisclosureMail.NAME,
                Map.of("disclosure", due.id().toString())));
        if (!told.isEmpty()) {
            evidence.append(told.stream()
                    .map(due -> new Entry(
                            EvidenceKind.NOTIFY,
                            Optional.empty(),
                            due.id().toString(),
                            Optional.empty(),
                            Map.of("what", "disclosure")))
                    .toList());
        }
        return told.size();
    }
}
