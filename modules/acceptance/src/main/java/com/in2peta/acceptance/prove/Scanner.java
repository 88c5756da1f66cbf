package com.in2peta.acceptance.prove;

import com.in2peta.compliance.residue.DatabaseScan;
import com.in2peta.compliance.residue.Finding;
import com.in2peta.compliance.residue.FolderScan;
import com.in2peta.compliance.residue.Needle;
import com.in2peta.compliance.residue.ScanReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * Proves the search that proves an erasure: leaks of thirty kinds are planted, and each must be found where it is and nowhere else. A search of
 * clean ground finds nothing, nor does one for values that were never planted. A round is new values.
 */
final class Scanner implements Campaign {

    private static final String NAME = "prove_scanner";

    private static final String[] GROUND = {
        "create schema leaks",
        "create table leaks.note (text text)",
        "create table leaks.list (words text[])",
        "create table leaks.doc (doc jsonb)",
        "create table leaks.raw (doc json)",
        "create table leaks.bytes (bytes bytea)",
        "create table leaks.plain (text text)",
        "alter table leaks.plain alter column text set storage external",
        "create table leaks.empty (text text)",
        "create table leaks.shown (text text)",
        "create materialized view leaks.seen as select text from leaks.shown",
        "create table leaks.sampled (text text)",
        "create table leaks.part (id integer, text text) partition by list (id)",
        "create table leaks.part_one partition of leaks.part for values in (1)"
    };

    @Override
    public String name() {
        return "scanner";
    }

    @Override
    public Outcome run(Run run) throws SQLException {
        run.ground().platform();
        run.begin();
        int found = 0;
        int planted = 0;
        do {
            List<Leak> leaks = Leaks.of(run.random(run.rounds()));
            planted += leaks.size();
            found += round(run, leaks);
            run.roundDone();
        } while (!run.isSlice() && run.timeIsLeft() && run.faults().isEmpty());
        return new Outcome(found + " of " + planted + " planted leaks found", run.faults());
    }

    /** How many were found. */
    private static int round(Run run, List<Leak> leaks) throws SQLException {
        Path folder = run.folder().resolve("leaks");
        Folders.delete(folder);
        try (PrivateDatabase database = PrivateDatabase.create(run.ground(), NAME);
                Connection connection = database.superuser();
                Connection idle = database.superuser()) {
            Files.createDirectories(folder);
            execute(connection, GROUND);
            List<Needle> needles = leaks.stream().map(Leak::needle).toList();
            none(run, "on clean ground", scan(connection, folder, needles));
            for (Leak leak : leaks) {
                leak.planting().plant(connection, folder, leak.value());
            }
            Needle running = new Needle("running statement", UUID.randomUUID().toString());
            execute(idle, "select 1 /* " + running.value() + " */");
            none(run, "of what was never planted", scan(connection, folder, strangers(leaks)));
            ScanReport report = scan(connection, folder, needles);
            check(run, scan(connection, folder, List.of(running)), running.label(), "running statements.");
            return (int) leaks.stream()
                    .filter(leak -> check(run, report, leak.kind(), leak.place()))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Folders.delete(folder);
        }
    }

    private static List<Needle> strangers(List<Leak> leaks) {
        return leaks.stream()
                .map(leak -> new Needle(leak.kind(), UUID.randomUUID().toString()))
                .toList();
    }

    private static ScanReport scan(Connection connection, Path folder, List<Needle> needles)
            throws SQLException, IOException {
        return ScanReport.joined(List.of(DatabaseScan.of(connection, needles), FolderScan.of(folder, needles)));
    }

    private static boolean check(Run run, ScanReport report, String kind, String place) {
        List<Finding> of = report.findings().stream()
                .filter(finding -> finding.label().equals(kind))
                .toList();
        if (of.stream().noneMatch(finding -> finding.place().startsWith(place))) {
            run.fault("not found: " + kind);
            return false;
        }
        of.stream()
                .filter(finding -> !finding.place().startsWith(place) && !isEcho(finding.place()))
                .forEach(finding -> run.fault("a false alarm: " + finding));
        return true;
    }

    /** PostgreSQL itself repeats some values: a name in a catalogue of names, the last statement of a connection. */
    private static boolean isEcho(String place) {
        return place.startsWith("pg_catalog.")
                || place.startsWith("running statements.")
                || place.startsWith("views.")
                || place.startsWith("defaults.");
    }

    private static void none(Run run, String where, ScanReport report) {
        report.findings().forEach(finding -> run.fault("found " + where + ": " + finding));
        if (!report.unread().isEmpty()) {
            run.fault("not read: " + report.unread());
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
