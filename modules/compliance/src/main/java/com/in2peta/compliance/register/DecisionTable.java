package com.in2peta.compliance.register;

import com.in2peta.compliance.api.Conflicts.Decision;
import com.in2peta.compliance.approval.Plan;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Decisions about conflicts as rows. */
@ApplicationScoped
class DecisionTable {

    /** What was asked for. */
    record Asked(String conflict, String option, String documentSha256) {

        String plan() {
            return DecisionTable.plan(conflict, option, documentSha256);
        }
    }

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    static String plan(String conflict, String option, String documentSha256) {
        return Plan.sha256(List.of(conflict, option, documentSha256));
    }

    void add(UUID id, String conflict, String option, String documentSha256, Instant now) {
        Sql.update(database, """
                insert into compliance.conflict_decision (id, conflict, option, document_sha256, asked_at) values (?, ?, ?, ?, ?)
                """, id, conflict, option, documentSha256, now);
    }

    Asked asked(UUID id) {
        return Sql.query(
                        database,
                        "select conflict, option, document_sha256 from compliance.conflict_decision where id = ?",
                        row -> new Asked(row.getString(1), row.getString(2), row.getString(3)),
                        id)
                .get(0);
    }

    void sign(UUID id, String document, String signature, Instant now) {
        Sql.update(
                database,
                "update compliance.conflict_decision set document = ?, signature = ?, decided_at = ? where id = ?",
                document,
                signature,
                now,
                id);
    }

    Optional<Decision> newest(String conflict) {
        return Sql.query(
                        database,
                        """
                        select option, document_sha256, decided_at, document, signature from compliance.conflict_decision
                        where conflict = ? and decided_at is not null order by decided_at desc limit 1
                        """,
                        row -> new Decision(
                                row.getString(1),
                                row.getString(2),
                                Sql.instant(row, "decided_at"),
                                row.getString(4),
                                row.getString(5)),
                        conflict)
                .stream()
                .findFirst();
    }
}
