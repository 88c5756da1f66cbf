package com.in2peta.compliance.evidence;

import com.in2peta.acceptance.support.Platform;
import com.in2peta.launcher.Home;
import com.in2peta.launcher.Ports;
import com.in2peta.launcher.Secrets;
import com.in2peta.launcher.postgres.Cluster;
import com.in2peta.launcher.postgres.PostgresPart;
import com.in2peta.launcher.postgres.PostgresPrograms;
import com.in2peta.launcher.postgres.Schema;
import com.in2peta.launcher.process.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL of its own with the platform's migrations, a key and a folder for copies. */
final class EvidenceDatabase implements AutoCloseable {

    /** Work on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private static final int PAGE = 1_000;

    private final Home home;
    private final PostgresPart postgres;
    private final Schema schema;
    private final EvidenceKey key;
    private OutsideCopies copies;
    private String name = Cluster.DATABASE.database();
    private int made;

    EvidenceDatabase(Path folder) {
        home = Home.open(folder);
        Secrets secrets = new Secrets(home.secrets());
        postgres = new PostgresPart(
                Cluster.DATABASE,
                home,
                PostgresPrograms.in(Platform.root().resolve("modules/launcher/target/cache")),
                secrets,
                Ports.free(),
                new Children(home.run()));
        postgres.start();
        schema = new Schema(postgres, secrets);
        schema.start();
        key = EvidenceKey.read(secrets.evidenceKey());
    }

    /** A new database as the migrations left it, and a new folder. */
    void empty() throws SQLException, IOException {
        name = "evidence_" + ++made;
        try (Connection connection = postgres.superuser(PostgresPart.SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + Cluster.DATABASE.database());
        }
        copies = new OutsideCopies(Files.createTempDirectory(home.directory(), "witness"));
    }

    EvidenceKey key() {
        return key;
    }

    OutsideCopies copies() {
        return copies;
    }

    /** As the application signs in for background work. */
    Connection batch() throws SQLException {
        return DriverManager.getConnection(
                postgres.url(name) + "?reWriteBatchedInserts=true", Schema.BATCH, schema.password(Schema.BATCH));
    }

    Connection superuser() throws SQLException {
        return postgres.superuser(name);
    }

    /** Runs the work in a transaction and commits it. */
    <T> T commit(Work<T> work) throws SQLException {
        try (Connection connection = batch()) {
            connection.setAutoCommit(false);
            T result = work.on(connection);
            connection.commit();
            return result;
        }
    }

    List<Link> append(Instant at, Entry... entries) throws SQLException {
        return commit(connection -> Chain.append(connection, fixed(at), List.of(entries)));
    }

    /** Signs what can be signed at that time and copies it, as the job does. */
    void signAndCopy(Instant now) throws SQLException, IOException {
        RootSigner signer = new RootSigner(key, copies, fixed(now));
        boolean more = true;
        while (more) {
            more = commit(signer::signNext).signed();
        }
        for (Root root : commit(RootTable::notCopied)) {
            if (copies.write(root)) {
                commit(connection -> {
                    RootTable.markCopied(connection, root.day(), now);
                    return true;
                });
            }
        }
    }

    Verification.Result verify(Instant now) throws SQLException {
        try (Connection connection = batch()) {
            return verify(connection, now);
        }
    }

    /** The same on a connection whose transaction has changed something that nobody else sees. */
    Verification.Result verify(Connection connection, Instant now) throws SQLException {
        Verification verification =
                new Verification(Verification.Ground.of(connection, KeyTable.all(connection), copies));
        List<Link> page = Chain.after(connection, 0, PAGE);
        while (!page.isEmpty() && page.stream().allMatch(verification::accept)) {
            page = Chain.after(connection, page.get(page.size() - 1).seq(), PAGE);
        }
        return verification.end(now.atOffset(ZoneOffset.UTC).toLocalDate());
    }

    static Clock fixed(Instant at) {
        return Clock.fixed(at, ZoneOffset.UTC);
    }

    static List<Entry> entries(int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(Entry.bySystem(
                    com.in2peta.kernel.evidence.EvidenceKind.RETAIN, "inference.payload", Map.of("rows", i)));
        }
        return entries;
    }

    static Instant day(int day) {
        return Instant.parse("2026-11-01T09:00:00Z").plus(Duration.ofDays(day));
    }

    @Override
    public void close() {
        postgres.stop();
    }
}
