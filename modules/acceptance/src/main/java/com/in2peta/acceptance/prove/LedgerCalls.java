package com.in2peta.acceptance.prove;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The functions of the database, as the application calls them. */
final class LedgerCalls {

    private static final String ADMIT =
            "select accepted from inference.admit(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[],"
                    + " ?::text[], ?::bool[], ?::bpchar[], ?::int8[], ?::int4[], ?::int8[], ?::uuid[], ?::text[], ?::text[], ?::bytea[], ?::bytea[],"
                    + " ?::timestamptz[], ?::bytea[], ?::bytea[], ?::text[], ?::text[], ?::bool[], ?::timestamptz[], ?::bytea[], ?::text[],"
                    + " ?::uuid[], ?::timestamptz[], ?::timestamptz, make_interval(days => 1))";
    private static final String FINISH =
            "select inference.finish(?::uuid[], ?::int8[], ?::text[], ?::timestamptz[], ?::int8[], ?::int8[], ?::bytea[], ?::bytea[], ?::bytea[],"
                    + " ?::bytea[], ?::text[], ?::timestamptz, make_interval(secs => ?))";
    static final UUID NOBODY = new UUID(0, 1);
    private static final String CURRENCY = "INR";
    /** Of every order here. */
    static final int PRICE_MINOR = 50_000;
    /** To the database content and its key are bytes, whatever they mean. */
    private static final String CONTENT = "\\x7b7d";

    /** A prediction that wants in; one under a key of the caller's own wants its events told too. */
    record Wish(UUID id, UUID organization, long hold, Optional<UUID> key) {

        Wish(UUID id, UUID organization, long hold) {
            this(id, organization, hold, Optional.empty());
        }

        /** As it is stored: 32 bytes. */
        String digest() {
            return key.map(k -> "\\x" + (organization.toString() + k).replace("-", ""))
                    .orElse(null);
        }
    }

    /** An end that somebody reports. */
    record End(UUID id, long fence, String status, long cost) {}

    private LedgerCalls() {}

    static Set<UUID> admit(Connection connection, List<Wish> wishes, Instant at) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(ADMIT)) {
            int i = 1;
            call.setArray(i++, array(connection, "uuid", wishes, Wish::id));
            call.setArray(i++, array(connection, "uuid", wishes, Wish::organization));
            for (int column = 0; column < 3; column++) {
                call.setArray(i++, array(connection, "uuid", wishes, wish -> NOBODY));
            }
            for (int column = 0; column < 4; column++) {
                call.setArray(i++, array(connection, "text", wishes, wish -> "x"));
            }
            call.setArray(i++, array(connection, "bool", wishes, wish -> false));
            call.setArray(i++, array(connection, "bpchar", wishes, wish -> CURRENCY));
            call.setArray(i++, array(connection, "int8", wishes, wish -> 1L));
            call.setArray(i++, array(connection, "int4", wishes, wish -> 60));
            call.setArray(i++, array(connection, "int8", wishes, Wish::hold));
            call.setArray(i++, array(connection, "uuid", wishes, Wish::organization));
            call.setArray(i++, array(connection, "text", wishes, wish -> "x/x"));
            call.setArray(i++, array(connection, "text", wishes, wish -> "0"));
            call.setArray(i++, array(connection, "text", wishes, wish -> CONTENT));
            call.setArray(i++, array(connection, "text", wishes, wish -> CONTENT));
            call.setArray(i++, array(connection, "timestamptz", wishes, wish -> at.toString()));
            call.setArray(i++, array(connection, "text", wishes, Wish::digest));
            call.setArray(i++, array(connection, "text", wishes, Wish::digest));
            call.setArray(i++, array(connection, "text", wishes, wish -> null));
            call.setArray(i++, array(connection, "text", wishes, wish -> null));
            call.setArray(i++, array(connection, "bool", wishes, wish -> false));
            call.setArray(i++, array(connection, "timestamptz", wishes, wish -> null));
            call.setArray(i++, array(connection, "text", wishes, Wish::digest));
            call.setArray(
                    i++, array(connection, "text", wishes, wish -> wish.key().isPresent() ? "completed" : null));
            call.setArray(i++, array(connection, "uuid", wishes, wish -> null));
            call.setArray(i++, array(connection, "timestamptz", wishes, wish -> null));
            call.setObject(i, at.atOffset(ZoneOffset.UTC));
            return ids(call);
        }
    }

    static Set<UUID> placeHolds(Connection connection, List<Wish> wishes, Instant at) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(
                "select billing.place_holds(?::uuid[], ?::uuid[], ?::uuid[], ?::bpchar[], ?::int8[], ?)")) {
            call.setArray(1, array(connection, "uuid", wishes, Wish::id));
            call.setArray(2, array(connection, "uuid", wishes, Wish::organization));
            call.setArray(3, array(connection, "uuid", wishes, wish -> NOBODY));
            call.setArray(4, array(connection, "bpchar", wishes, wish -> CURRENCY));
            call.setArray(5, array(connection, "int8", wishes, Wish::hold));
            call.setObject(6, at.atOffset(ZoneOffset.UTC));
            return ids(call);
        }
    }

    static void settleHolds(Connection connection, List<End> ends, Instant at) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(
                "select billing.settle_holds(?::uuid[], ?::int8[], ?::uuid[], ?::uuid[], ?)")) {
            call.setArray(1, array(connection, "uuid", ends, End::id));
            call.setArray(2, array(connection, "int8", ends, End::cost));
            call.setArray(3, array(connection, "uuid", ends, end -> null));
            call.setArray(4, array(connection, "uuid", ends, end -> null));
            call.setObject(5, at.atOffset(ZoneOffset.UTC));
            call.execute();
        }
    }

    static boolean giveCredit(Connection connection, UUID grant, UUID organization, long micros, Instant at)
            throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("select billing.give_credit(?, ?, ?, ?, null, ?)")) {
            call.setObject(1, grant);
            call.setObject(2, organization);
            call.setString(3, CURRENCY);
            call.setLong(4, micros);
            call.setObject(5, at.atOffset(ZoneOffset.UTC));
            try (ResultSet row = call.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** By as much; false when the organization has no hard limit. */
    static boolean raiseLimit(Connection connection, UUID organization, long micros) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(
                "update billing.spend_limit set most = most + ? where hard and organization_id = ?")) {
            call.setLong(1, micros);
            call.setObject(2, organization);
            return call.executeUpdate() > 0;
        }
    }

    /** Answers what the credit loses when the first of staff may not say yes and the second does at once; empty when nothing goes back. */
    static Optional<Long> refund(Connection connection, UUID refund, UUID order, Optional<Long> minor, Instant at)
            throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("""
                select case when billing.ask_refund(?, ?, ?, 'proof', ?, ?) = 'asked' and billing.decide_refund(?, ?, true, ?) = 'same-person'
                    then billing.decide_refund(?, ?, true, ?) end
                """)) {
            call.setObject(1, refund);
            call.setObject(2, order);
            call.setObject(3, minor.orElse(null), Types.BIGINT);
            call.setObject(4, NOBODY);
            call.setObject(5, at.atOffset(ZoneOffset.UTC));
            call.setObject(6, refund);
            call.setObject(7, NOBODY);
            call.setObject(8, at.atOffset(ZoneOffset.UTC));
            call.setObject(9, refund);
            call.setObject(10, refund);
            call.setObject(11, at.atOffset(ZoneOffset.UTC));
            try (ResultSet row = call.executeQuery()) {
                row.next();
                return "due".equals(row.getString(1))
                        ? Optional.of(
                                Books.number(connection, "select amount from billing.refund where id = ?", refund))
                        : Optional.empty();
            }
        }
    }

    /** Asks and says no, and then yes: nothing goes back. */
    static boolean declinesRefund(Connection connection, UUID refund, UUID order, Instant at) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("""
                select case when billing.ask_refund(?, ?, 1, 'proof', ?, ?) = 'asked'
                    then billing.decide_refund(?, ?, false, ?) || billing.decide_refund(?, ?, true, ?) = 'declineddecided' else true end
                """)) {
            int i = 1;
            call.setObject(i++, refund);
            call.setObject(i++, order);
            call.setObject(i++, NOBODY);
            call.setObject(i++, at.atOffset(ZoneOffset.UTC));
            for (int decision = 0; decision < 2; decision++) {
                call.setObject(i++, refund);
                call.setObject(i++, refund);
                call.setObject(i++, at.atOffset(ZoneOffset.UTC));
            }
            try (ResultSet row = call.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** False when it had ended before. */
    static boolean endRefund(Connection connection, UUID refund, boolean paid, Instant at) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("select billing.end_refund(?, ?, ?)")) {
            call.setObject(1, refund);
            call.setBoolean(2, paid);
            call.setObject(3, at.atOffset(ZoneOffset.UTC));
            try (ResultSet row = call.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** Answers what is frozen, or was. */
    static long dispute(Connection connection, String dispute, UUID order, long minor, String stands, Instant at)
            throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("select billing.note_dispute(?, ?, ?, ?, ?)")) {
            call.setString(1, dispute);
            call.setString(2, order.toString());
            call.setLong(3, minor);
            call.setString(4, stands);
            call.setObject(5, at.atOffset(ZoneOffset.UTC));
            call.execute();
        }
        return Books.number(connection, "select frozen from billing.dispute where razorpay_dispute_id = ?", dispute);
    }

    static void rollUp(Connection connection, Instant at, int most) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("select billing.roll_up_charges(?, ?)")) {
            call.setObject(1, at.atOffset(ZoneOffset.UTC));
            call.setInt(2, most);
            call.execute();
        }
    }

    static Set<UUID> finish(Connection connection, List<End> ends, Instant at, Duration keep) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(FINISH)) {
            call.setArray(1, array(connection, "uuid", ends, End::id));
            call.setArray(2, array(connection, "int8", ends, End::fence));
            call.setArray(3, array(connection, "text", ends, End::status));
            call.setArray(4, array(connection, "timestamptz", ends, end -> null));
            call.setArray(5, array(connection, "int8", ends, end -> 1L));
            call.setArray(6, array(connection, "int8", ends, End::cost));
            call.setArray(7, array(connection, "text", ends, end -> null));
            call.setArray(8, array(connection, "text", ends, end -> null));
            call.setArray(9, array(connection, "text", ends, end -> null));
            call.setArray(10, array(connection, "text", ends, end -> CONTENT));
            call.setArray(11, array(connection, "text", ends, end -> null));
            call.setObject(12, at.atOffset(ZoneOffset.UTC));
            call.setDouble(13, keep.toSeconds());
            return ids(call);
        }
    }

    static boolean cancel(Connection connection, UUID organization, UUID id, Instant at, Duration keep)
            throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(
                "select inference.cancel(?, ?, ?::bytea, ?, ?, make_interval(secs => ?))")) {
            call.setObject(1, organization);
            call.setObject(2, id);
            call.setString(3, CONTENT);
            call.setObject(4, UUID.randomUUID());
            call.setObject(5, at.atOffset(ZoneOffset.UTC));
            call.setDouble(6, keep.toSeconds());
            try (ResultSet row = call.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** What the dispatcher does when it takes a prediction: the fence rises; 0 when there is nothing to take. */
    static long claim(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(
                "update inference.dispatch set fence = fence + 1 where prediction_id = ? returning fence")) {
            call.setObject(1, id);
            try (ResultSet row = call.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** A paid order; its id is what a top-up refers to. */
    static void paidOrder(Connection connection, UUID organization, UUID order, long micros) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(
                "insert into billing.credit_order (id, organization_id, pack_id, amount_minor, currency, credit_micros, status,"
                        + " razorpay_payment_id, created_at, paid_at)"
                        + " values (?, ?, 'inr-500', " + PRICE_MINOR + ", 'INR', ?, 'paid', ?, now(), now())")) {
            call.setObject(1, order);
            call.setObject(2, organization);
            call.setLong(3, micros);
            call.setString(4, order.toString());
            call.executeUpdate();
        }
    }

    static boolean topUp(Connection connection, UUID order, Instant at) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("select billing.post_top_up(?, ?)")) {
            call.setObject(1, order);
            call.setObject(2, at.atOffset(ZoneOffset.UTC));
            try (ResultSet row = call.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Whose rows the transaction is about, and why: an order is paid. */
    static void enter(Connection connection, UUID organization) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(
                "select set_config('app.organization', ?, true), set_config('app.purpose', 'payments', true)")) {
            call.setString(1, organization.toString());
            call.execute();
        }
    }

    private static <T> Array array(Connection connection, String type, List<T> items, Function<T, Object> field)
            throws SQLException {
        return connection.createArrayOf(type, items.stream().map(field).toArray());
    }

    private static Set<UUID> ids(PreparedStatement call) throws SQLException {
        try (ResultSet row = call.executeQuery()) {
            row.next();
            return new HashSet<>(Arrays.asList((UUID[]) row.getArray(1).getArray()));
        }
    }
}
