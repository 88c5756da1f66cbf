package com.in2peta.kernel.seal;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.seal.MasterKeys.Wrapped;
import com.in2peta.kernel.seal.Period.Kind;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** The key store in PostgreSQL, on a pool of its own that cannot take part in a transaction of the database's pools. */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
class KeyTables implements KeyStore {

    /** More than a segment of the write-ahead log. */
    private static final int SEGMENT_FILLER = 1_100_000;

    private static final Map<Table, String> ROW_IDS = Map.of(
            Table.OWNER_KEY, "owner || '|' || version",
            Table.PERIOD_KEY, "kind || '|' || extract(epoch from period)::bigint",
            Table.SECRET, "name");
    private static final Map<Table, String> ROWS = Map.of(
            Table.OWNER_KEY, "owner = split_part(?, '|', 1)::uuid and version = split_part(?, '|', 2)::integer",
            Table.PERIOD_KEY, "kind = split_part(?, '|', 1) and period = to_timestamp(split_part(?, '|', 2)::bigint)",
            Table.SECRET, "name = ? and name = ?");

    @Resource(lookup = "jdbc/in2peta-keys")
    DataSource keys;

    @Override
    public List<OwnerKey> ownerKeys(UUID owner) {
        return Sql.query(
                keys,
                "select version, master, wrapped from keystore.owner_key where owner = ? order by version",
                row -> new OwnerKey(row.getInt("version"), wrapped(row)),
                owner);
    }

    @Override
    public void addOwnerKey(UUID owner, int version, Wrapped key, Instant now) {
        Sql.query(
                keys,
                "select keystore.add_owner_key(?, ?, ?, ?, ?)",
                row -> row.getObject(1),
                owner,
                version,
                key.master(),
                key.bytes(),
                now);
    }

    @Override
    public List<UUID> ownersWithKeysBefore(Instant moment, int limit) {
        return Sql.query(keys, """
                select owner from keystore.owner_key k
                where created_at < ? and wrapped is not null and not exists (
                    select from keystore.owner_key newer where newer.owner = k.owner and newer.version > k.version)
                limit ?
                """, row -> row.getObject(1, UUID.class), moment, limit);
    }

    @Override
    public List<UUID> withKeys(Collection<UUID> owners) {
        return Sql.query(
                keys,
                "select distinct owner from keystore.owner_key where owner = any (?) and wrapped is not null",
                row -> row.getObject(1, UUID.class),
                new Values("uuid", owners.toArray()));
    }

    @Override
    public void destroyOwner(UUID owner, Instant now) {
        Sql.query(keys, "select keystore.destroy_owner(?, ?)", row -> row.getObject(1), owner, now);
    }

    @Override
    public Optional<Wrapped> periodKey(Period period) {
        return Sql.query(
                        keys,
                        "select master, wrapped from keystore.period_key where kind = ? and period = ?",
                        KeyTables::wrapped,
                        period.kind().word(),
                        period.hour())
                .stream()
                .findFirst()
                .flatMap(key -> key);
    }

    @Override
    public int addPeriodKeys(Map<Period, Wrapped> added, Instant now) {
        List<Period> periods = List.copyOf(added.keySet());
        List<Wrapped> wrapped = periods.stream().map(added::get).toList();
        return Sql.update(
                keys,
                """
                insert into keystore.period_key (kind, period, master, wrapped, created_at)
                select t.kind, t.period, t.master, t.wrapped, ?
                from unnest(?::text[], ?::timestamptz[], ?::text[], ?::bytea[]) t (kind, period, master, wrapped)
                on conflict do nothing
                """,
                now,
                new Values("text", periods.stream().map(p -> p.kind().word()).toArray()),
                new Values("timestamptz", periods.stream().map(Period::hour).toArray()),
                new Values("text", wrapped.stream().map(Wrapped::master).toArray()),
                new Values("bytea", wrapped.stream().map(Wrapped::bytes).toArray(byte[][]::new)));
    }

    @Override
    public List<Period> periodsOver(Kind kind, Instant moment) {
        return Sql.query(
                keys,
                "select period from keystore.period_key where kind = ? and period <= ? order by period",
                row -> new Period(kind, Sql.instant(row, "period")),
                kind.word(),
                moment.minus(Period.LENGTH));
    }

    @Override
    public void destroyPeriod(Period period) {
        Sql.update(
                keys,
                "delete from keystore.period_key where kind = ? and period = ?",
                period.kind().word(),
                period.hour());
    }

    @Override
    public Optional<Secret> secret(String name) {
        return Sql.query(
                        keys,
                        "select master, wrapped from keystore.secret where name = ?",
                        row -> new Secret(wrapped(row)),
                        name)
                .stream()
                .findFirst();
    }

    @Override
    public void addSecret(String name, Wrapped key, Instant now) {
        Sql.update(
                keys,
                "insert into keystore.secret (name, master, wrapped, created_at) values (?, ?, ?, ?) on conflict do nothing",
                name,
                key.master(),
                key.bytes(),
                now);
    }

    @Override
    public void destroySecret(String name, Instant now) {
        Sql.update(keys, """
                insert into keystore.secret as s (name, created_at, destroyed_at) values (?, ?, ?)
                on conflict (name) do update set master = null, wrapped = null, destroyed_at = excluded.destroyed_at
                where s.destroyed_at is null
                """, name, now, now);
    }

    /**
     * The new table file holds live rows only and the old one is removed. The write-ahead log is removed segment by segment when a checkpoint
     * has passed it; the message fills the segment that is being written.
     */
    @Override
    public void rewrite(Set<Table> tables) {
        for (Table table : tables) {
            Sql.update(keys, "vacuum full keystore." + name(table));
        }
        Sql.query(
                keys,
                "select pg_logical_emit_message(false, 'rewritten', repeat(' ', ?))",
                row -> row.getObject(1),
                SEGMENT_FILLER);
        Sql.update(keys, "checkpoint");
    }

    @Override
    public List<Row> wrappedUnderOthers(String master, int limit) {
        List<Row> rows = new ArrayList<>();
        for (Table table : Table.values()) {
            rows.addAll(Sql.query(
                    keys,
                    "select " + ROW_IDS.get(table) + " as id, master, wrapped from keystore." + name(table)
                            + " where master <> ? limit ?",
                    row -> new Row(table, row.getString("id"), wrapped(row).orElseThrow()),
                    master,
                    limit));
        }
        return rows;
    }

    @Override
    public void replace(Row old, Wrapped key) {
        Sql.update(
                keys,
                "update keystore." + name(old.table()) + " set master = ?, wrapped = ? where master = ? and "
                        + ROWS.get(old.table()),
                key.master(),
                key.bytes(),
                old.key().master(),
                old.id(),
                old.id());
    }

    private static String name(Table table) {
        return table.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Wrapped> wrapped(ResultSet row) throws SQLException {
        byte[] bytes = row.getBytes("wrapped");
        return bytes == null ? Optional.empty() : Optional.of(new Wrapped(row.getString("master"), bytes));
    }
}
