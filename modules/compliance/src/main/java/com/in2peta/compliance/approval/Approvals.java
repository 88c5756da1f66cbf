package com.in2peta.compliance.approval;

import com.in2peta.compliance.api.StaffApprovals.ApprovalView;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The table of approvals: asking for one, and whether it was given. */
@ApplicationScoped
public class Approvals {

    /** Who asks when a job does that nobody started. */
    public static final UUID PLATFORM = new UUID(0, 0);

    private static final Duration VALID = Duration.ofDays(14);
    private static final String VIEW = """
            select id, object, action, plan_sha256, asked_by, asked_at, expires_at, decision, decided_by, decided_at
            from compliance.approval
            """;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Clock clock;

    /** Asks for an approval, once: the same plan of the same object is not asked for again while the first one counts. */
    public void ask(UUID object, String action, String planSha256, UUID askedBy) {
        Sql.update(
                database,
                """
                insert into compliance.approval (id, object, action, plan_sha256, asked_by, asked_at, expires_at)
                select ?, ?, ?, ?, ?, ?, ?
                where not exists (select from compliance.approval
                    where object = ? and action = ? and plan_sha256 = ? and expires_at > ?)
                """,
                Ids.next(clock),
                object,
                action,
                planSha256,
                askedBy,
                clock.instant(),
                clock.instant().plus(VALID),
                object,
                action,
                planSha256,
                clock.instant());
    }

    /** Whether somebody else approved this very plan. */
    public boolean granted(UUID object, String action, String planSha256) {
        return !Sql.query(database, """
                        select 1 from compliance.approval
                        where object = ? and action = ? and plan_sha256 = ? and decision = 'approved' and expires_at > ?
                        """, row -> row.getInt(1), object, action, planSha256, clock.instant())
                .isEmpty();
    }

    List<ApprovalView> list(Slice slice) {
        return slice.newestFirst(slice.id()
                .map(id -> views(
                        "where id " + slice.comparison() + " ? order by id " + slice.order() + " limit ?",
                        id,
                        slice.limit()))
                .orElseGet(() -> views("order by id desc limit ?", slice.limit())));
    }

    Optional<ApprovalView> find(UUID id) {
        return views("where id = ?", id).stream().findFirst();
    }

    /** False when it was decided already or is too old. */
    boolean decide(UUID id, UUID decidedBy, String decision, Optional<String> reason) {
        return Sql.update(database, """
                        update compliance.approval set decided_by = ?, decision = ?, decided_at = ?, reason = ?
                        where id = ? and decided_by is null and expires_at > ?
                        """, decidedBy, decision, clock.instant(), reason.orElse(null), id, clock.instant())
                == 1;
    }

    private List<ApprovalView> views(String where, Object... parameters) {
        return Sql.query(database, VIEW + where, Approvals::view, parameters);
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
                Optional.ofNullable(row.getString("decision")),
                Optional.ofNullable(row.getObject("decided_by", UUID.class)),
                Optional.ofNullable(Sql.instant(row, "decided_at")));
    }
}
