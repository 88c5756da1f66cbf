package com.in2peta.billing.persistence;

import com.in2peta.billing.api.Refunds.RefundView;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;

/** Refunds; every step of one is a function of the database, which books it in the same transaction. */
@ApplicationScoped
public class RefundTable {

    private static final String COLUMNS = """
            select id, organization_id, order_id, amount_minor, currency, amount, reason, status, asked_by, asked_at, decided_by, decided_at,
                razorpay_refund_id, ended_at
            from billing.refund
            """;

    /** A refund that the processor is to be asked for, or about when it has it. */
    public record Due(UUID refundId, String paymentId, long amountMinor, Optional<String> processorRefundId) {}

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    /** Answers {@code asked}, {@code not-found}, {@code not-paid} or {@code too-much}. */
    public String ask(UUID refundId, UUID orderId, OptionalLong amountMinor, String reason, UUID staff, Instant now) {
        return text(
                "select billing.ask_refund(?, ?, ?, ?, ?, ?)",
                refundId,
                orderId,
                amountMinor.isPresent() ? amountMinor.getAsLong() : null,
                reason,
                staff,
                now);
    }

    /** Answers {@code due}, {@code declined}, {@code not-found}, {@code decided}, {@code same-person} or {@code too-much}. */
    public String decide(UUID refundId, UUID staff, boolean approved, Instant now) {
        return text("select billing.decide_refund(?, ?, ?, ?)", refundId, staff, approved, now);
    }

    /** Each is due again after the pause of its next look, whether anybody looks at it now or dies before; the last pause repeats. */
    public List<Due> toLookAt(Instant now, List<Duration> pauses, int most) {
        return Sql.query(
                database,
                """
                select refund, payment, amount_minor, processor_refund from billing.refunds_to_look_at(?,
                    (select array_agg(make_interval(secs => s) order by o) from unnest(?::int8[]) with ordinality t (s, o)), ?)
                """,
                row -> new Due(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getLong(3),
                        Optional.ofNullable(row.getString(4))),
                now,
                new Values("int8", pauses.stream().map(Duration::toSeconds).toArray()),
                most);
    }

    public void sent(UUID refundId, String processorRefundId) {
        Sql.query(database, "select billing.refund_sent(?, ?)", row -> row.getObject(1), refundId, processorRefundId);
    }

    /** Books how it ended, once. */
    public void end(UUID refundId, boolean paid, Instant now) {
        Sql.query(database, "select billing.end_refund(?, ?, ?)", row -> row.getBoolean(1), refundId, paid, now);
    }

    public Optional<RefundView> find(UUID refundId) {
        return Sql.query(database, COLUMNS + " where id = ?", RefundTable::view, refundId).stream()
                .findFirst();
    }

    public List<RefundView> list(Slice slice) {
        return slice.newestFirst(Sql.query(
                database,
                COLUMNS
                        + " where ?::uuid is null or id %s ? order by id %s limit ?"
                                .formatted(slice.comparison(), slice.order()),
                RefundTable::view,
                slice.id().orElse(null),
                slice.id().orElse(null),
                slice.limit()));
    }

    private String text(String sql, Object... parameters) {
        return Sql.query(database, sql, row -> row.getString(1), parameters).get(0);
    }

    private static RefundView view(ResultSet row) throws SQLException {
        return new RefundView(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getObject("order_id", UUID.class),
                row.getLong("amount_minor"),
                row.getString("currency"),
                row.getLong("amount"),
                row.getString("reason"),
                row.getString("status"),
                Optional.ofNullable(row.getObject("asked_by", UUID.class)),
                Sql.instant(row, "asked_at"),
                Optional.ofNullable(row.getObject("decided_by", UUID.class)),
                Optional.ofNullable(Sql.instant(row, "decided_at")),
                Optional.ofNullable(row.getString("razorpay_refund_id")),
                Optional.ofNullable(Sql.instant(row, "ended_at")));
    }
}
