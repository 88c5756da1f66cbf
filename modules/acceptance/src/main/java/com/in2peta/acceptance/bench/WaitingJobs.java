package com.in2peta.acceptance.bench;

import com.in2peta.acceptance.support.Customer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Accepted predictions that wait for somebody to claim them, made by the product's own admission, many in a call. */
final class WaitingJobs {

    private static final int AT_ONCE = 1_000;

    private static final String ADMIT = """
            select cardinality(a.accepted) from inference.admit(
                (select array_agg(uuidv7()) from generate_series(1, %1$d)), array_fill('%2$s'::uuid, array[%1$d]),
                array_fill('%3$s'::uuid, array[%1$d]), array_fill('%4$s'::uuid, array[%1$d]), array_fill('%5$s'::uuid, array[%1$d]),
                array_fill('%6$s'::text, array[%1$d]), array_fill('%7$s'::text, array[%1$d]), array_fill('worker'::text, array[%1$d]),
                array_fill('nothing'::text, array[%1$d]), array_fill(false, array[%1$d]), array_fill('INR'::bpchar, array[%1$d]),
                array_fill(1::bigint, array[%1$d]), array_fill(30, array[%1$d]), array_fill(30::bigint, array[%1$d]),
                array_fill('%2$s'::uuid, array[%1$d]), array_fill('worker/nothing'::text, array[%1$d]), array_fill('0'::text, array[%1$d]),
                array_fill(decode(repeat('a5', 70), 'hex'), array[%1$d]), array_fill(decode(repeat('5a', 70), 'hex'), array[%1$d]),
                array_fill(date_trunc('hour', now()), array[%1$d]), array_fill(null::bytea, array[%1$d]),
                array_fill(null::bytea, array[%1$d]), array_fill(null::text, array[%1$d]), array_fill(null::text, array[%1$d]),
                array_fill(false, array[%1$d]), array_fill(null::timestamptz, array[%1$d]), array_fill(null::bytea, array[%1$d]),
                array_fill(null::text, array[%1$d]), array_fill(null::uuid, array[%1$d]), array_fill(null::timestamptz, array[%1$d]), now(), interval '1 day') a
            """;

    private WaitingJobs() {}

    /** So many, a multiple of a thousand, of the owner of a version. */
    static void create(Lab lab, Customer owner, String version, int count) throws SQLException {
        try (Connection connection = lab.connect();
                PreparedStatement admit = connection.prepareStatement(statement(connection, owner, version))) {
            for (int made = 0; made < count; made += AT_ONCE) {
                try (ResultSet row = admit.executeQuery()) {
                    row.next();
                    if (row.getInt(1) != AT_ONCE) {
                        throw new IllegalStateException("accepted " + row.getInt(1) + " of " + AT_ONCE);
                    }
                }
            }
        }
        lab.execute(
                "vacuum analyze inference.dispatch, inference.payload_inflight, inference.prediction, billing.hold",
                "checkpoint");
    }

    private static String statement(Connection connection, Customer owner, String version) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select o.organization_id, k.created_by, k.id, m.id, m.owner || '/' || m.name
                from identity.organization o
                    join identity.api_key k on k.organization_id = o.organization_id
                    join models.model m on m.organization_id = o.organization_id
                where o.username = ?
                """)) {
            query.setString(1, owner.username());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return ADMIT.formatted(
                        AT_ONCE,
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        version);
            }
        }
    }
}
