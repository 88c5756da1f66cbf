package com.in2peta.compliance.approval;

import com.in2peta.compliance.api.Approvals.ApprovalView;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Approvals as rows. */
@ApplicationScoped
class ApprovalTable {

    private static final String ALL = "select * from compliance.approval ";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    void add(UUID id, UUID object, String action, String planSha256, UUID askedBy, Instant now, Instant expiresAt) {
        Sql.update(database, """
                insert into compliance.approval (id, object, action, plan_sha256, asked_by, asked_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?)
                """, id, object, action, planSha256, askedBy, now, expiresAt);
    }

    /** What was asked before about the same does not count any more. */
    void expire(UUID object, String action, Instant now) {
        Sql.update(database, """
                update compliance.approval set expires_at = ?
                where object = ? and action = ? and decision is null and expires_at > ?
                """, now, object, action, now);
    }

    /** False when somebody else has decided. */
    boolean decide(UUID id, UUID staff, String decision, String reason, Instant now) {
        return Sql.update(database, """
                        update compliance.approval set decided_by = ?, decision = ?, reason = ?, decided_at = ?
                        where id = ? and decision is null
                        """, staff, decision, reason, now, id) == 1;
    }

    Optional<ApprovalView> find(UUID id) {
        return list("where id = ?", id).stream().findFirst();
    }

    List<ApprovalView> list(Slice slice) {
        return slice.newestFirst(slice.id()
                .map(id -> list(
                        "where id " + slice.comparison() + " ? order by id " + slice.order() + " limit ?",
                        id,
                        slice.limit()))
                .orElseGet(() -> list("order by id desc limit ?", slice.limit())));
    }

    List<ApprovalView> of(UUID object) {
        return list("where object = ? order by asked_at desc, id desc", object);
    }

    private List<ApprovalView> list(String where, Object... parameters) {
        return Sql.query(database, ALL + where, ApprovalTable::view, parameters);
    }

    private static ApprovalView view(ResultSet row) throws SQLException {
        return new ApprovalView(
                row.getObject("id", UUID.class),
                row.getObject("object", UUID.class),
                row.getString("action"),
                row.getString("plan_sha256"),
                row.getObject("asked_by", UUID.class),
                Sql.instant(row, "asked_at"),
                Sql.instant(row, "expires_at"),
                Optional.ofNullable(row.getObject("decided_by", UUID.class)),
                Optional.ofNullable(row.getString("decision")),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(Sql.instant(row, "decided_at")));
    }
}
