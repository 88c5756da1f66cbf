package com.in2peta.billing.persistence;

import com.in2peta.billing.domain.PaymentEvent;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Events that came, and the looks at orders of which none came. */
@ApplicationScoped
public class PaymentEventTable {

    /** An order and whose it is. */
    public record Noted(UUID organizationId, UUID orderId) {}

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource batchDatabase;

    /** In the caller's transaction; empty for an order that is not ours, and for an event that was noted before. */
    public Optional<Noted> note(String eventId, PaymentEvent event, Instant now) {
        return Sql.query(
                        database,
                        "select organization_id, order_id from billing.note_payment_event(?, ?, ?, ?)",
                        row -> new Noted(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                        eventId,
                        event.kind(),
                        event.orderId(),
                        now)
                .stream()
                .findFirst();
    }

    /** In the caller's transaction: the refunds of the order that have not ended are due. */
    public void lookAtRefunds(UUID orderId, Instant now) {
        Sql.query(database, "select billing.look_at_refunds(?, ?)", row -> row.getObject(1), orderId, now);
    }

    /** Each is due again after the pause of its next look, whether anybody looks at it now or dies before. */
    public List<Noted> ordersToLookAt(Instant now, List<Duration> pauses, int most) {
        return Sql.query(
                batchDatabase,
                """
                select organization_id, order_id from billing.orders_to_look_at(?,
                    (select array_agg(make_interval(secs => s) order by o) from unnest(?::int8[]) with ordinality t (s, o)), ?)
                """,
                row -> new Noted(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                now,
                new Values("int8", pauses.stream().map(Duration::toSeconds).toArray()),
                most);
    }
}
