package com.in2peta.compliance.retention;

import com.in2peta.compliance.api.LegalHolds.HoldView;
import com.in2peta.compliance.api.LegalHolds.NewHold;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Holds as staff see them. */
@ApplicationScoped
public class LegalHoldTable {

    /** How long the second person has to agree to a release. */
    private static final Duration ASK = Duration.ofDays(7);

    private static final String VIEW = """
            select id, organization_id, table_name, starts_at, ends_at, reason, instrument, opened_by, opened_at, review_by, approved_by,
                release_asked_by, release_asked_at, released_by
            from compliance.legal_hold
            """;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Clock clock;

    void open(UUID id, NewHold hold, UUID openedBy) {
        Sql.update(
                database,
                """
                insert into compliance.legal_hold
                    (id, organization_id, table_name, starts_at, ends_at, reason, instrument, opened_by, opened_at, review_by)
                values (?, ?::uuid, ?, ?::timestamptz, ?::timestamptz, ?, ?, ?, ?, ?)
                """,
                id,
                hold.organizationId().map(UUID::toString).orElse(null),
                hold.table().orElse(null),
                hold.starts().map(Instant::toString).orElse(null),
                hold.ends().map(Instant::toString).orElse(null),
                hold.reason(),
                hold.instrument(),
                openedBy,
                clock.instant(),
                hold.reviewBy());
    }

    /** False when it is confirmed already, or lapsed. Whoever had asked for its release has to ask again. */
    boolean approve(UUID id, UUID person) {
        return Sql.update(
                        database,
                        """
                        update compliance.legal_hold
                        set approved_by = ?, approved_at = ?, release_asked_by = null, release_asked_at = null
                        where id = ? and approved_by is null and released_at is null and opened_at > ?
                        """,
                        person,
                        clock.instant(),
                        id,
                        clock.instant().minus(HoldTable.UNCONFIRMED))
                == 1;
    }

    boolean askRelease(UUID id, UUID person) {
        return Sql.update(
                        database,
                        "update compliance.legal_hold set release_asked_by = ?, release_asked_at = ?"
                                + " where id = ? and released_by is null and (release_asked_at is null or release_asked_at <= ?)",
                        person,
                        clock.instant(),
                        id,
                        clock.instant().minus(ASK))
                == 1;
    }

    boolean release(UUID id, UUID person) {
        return Sql.update(
                        database,
                        "update compliance.legal_hold set released_by = ?, released_at = ?"
                                + " where id = ? and release_asked_by <> ? and release_asked_at > ? and released_by is null",
                        person,
                        clock.instant(),
                        id,
                        person,
                        clock.instant().minus(ASK))
                == 1;
    }

    Optional<HoldView> find(UUID id) {
        return views("where id = ?", id).stream().findFirst();
    }

    List<HoldView> list(Slice slice) {
        return slice.newestFirst(slice.id()
                .map(id -> views(
                        "where id " + slice.comparison() + " ? order by id " + slice.order() + " limit ?",
                        id,
                        slice.limit()))
                .orElseGet(() -> views("order by id desc limit ?", slice.limit())));
    }

    private List<HoldView> views(String where, Object... parameters) {
        return Sql.query(database, VIEW + where, this::view, parameters);
    }

    private HoldView view(ResultSet row) throws SQLException {
        NewHold hold = new NewHold(
                Optional.ofNullable(row.getObject("organization_id", UUID.class)),
                Optional.ofNullable(row.getString("table_name")),
                Optional.ofNullable(Sql.instant(row, "starts_at")),
                Optional.ofNullable(Sql.instant(row, "ends_at")),
                row.getString("reason"),
                row.getString("instrument"),
                Sql.instant(row, "review_by"));
        Optional<UUID> approved = Optional.ofNullable(row.getObject("approved_by", UUID.class));
        Instant askedAt = Sql.instant(row, "release_asked_at");
        Optional<UUID> asked = Optional.ofNullable(row.getObject("release_asked_by", UUID.class))
                .filter(person -> askedAt.isAfter(clock.instant().minus(ASK)));
        Optional<UUID> released = Optional.ofNullable(row.getObject("released_by", UUID.class));
        Instant openedAt = Sql.instant(row, "opened_at");
        return new HoldView(
                row.getObject("id", UUID.class),
                hold,
                state(openedAt, approved, asked, released),
                row.getObject("opened_by", UUID.class),
                openedAt,
                approved,
                asked,
                released);
    }

    private String state(Instant openedAt, Optional<UUID> approved, Optional<UUID> asked, Optional<UUID> released) {
        if (released.isPresent()) {
            return "released";
        }
        if (approved.isEmpty() && !openedAt.isAfter(clock.instant().minus(HoldTable.UNCONFIRMED))) {
            return "lapsed";
        }
        if (asked.isPresent()) {
            return "releasing";
        }
        return approved.isPresent() ? "active" : "unconfirmed";
    }
}
