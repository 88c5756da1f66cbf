package com.in2peta.acceptance.prove;

import com.in2peta.kernel.id.Ids;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Thirty kinds of leaks: every kind of store, and every form in which a program may write a value. */
final class Leaks {

    private static final int WINDOW_BYTES = 4 << 20;
    private static final int LONG_TEXT = 200_000;

    private final Random random;
    private final List<Leak> leaks = new ArrayList<>();

    private Leaks(Random random) {
        this.random = random;
    }

    static List<Leak> of(Random random) {
        Leaks all = new Leaks(random);
        all.inRows();
        all.inForms();
        all.inCatalogues();
        all.inFiles();
        return all.leaks;
    }

    private void inRows() {
        add("text", "leaks.note.", (connection, folder, value) -> note(connection, "dear " + value + ", hello"));
        add(
                "element of an array",
                "leaks.list.",
                (connection, folder, value) ->
                        run(connection, "insert into leaks.list values (array['one', ?, 'three'])", value));
        add(
                "key of a JSON object",
                "leaks.doc.",
                (connection, folder, value) -> run(
                        connection,
                        "insert into leaks.doc values (jsonb_build_object('a', jsonb_build_object(?, 1)))",
                        value));
        add(
                "row of a partition",
                "leaks.part_one.",
                (connection, folder, value) -> run(connection, "insert into leaks.part values (1, ?)", value));
        add("materialized view", "leaks.seen.", (connection, folder, value) -> {
            run(connection, "insert into leaks.shown values (?)", value);
            execute(connection, "refresh materialized view leaks.seen", "delete from leaks.shown");
        });
        add(
                "compressed by TOAST",
                "leaks.note.",
                (connection, folder, value) -> note(connection, "a".repeat(LONG_TEXT) + value + "b".repeat(LONG_TEXT)));
        add(
                "out of line in TOAST",
                "leaks.plain.",
                (connection, folder, value) -> run(
                        connection, "insert into leaks.plain values (?)", noise(LONG_TEXT) + value + noise(LONG_TEXT)));
        add(
                "large object",
                "large objects.",
                (connection, folder, value) ->
                        run(connection, "select lo_from_bytea(0, convert_to(?, 'UTF8'))", "x".repeat(2_040) + value));
    }

    private void inForms() {
        add("bytes", "leaks.bytes.", (connection, folder, value) -> bytes(connection, utf8(value)));
        add(
                "bytes of UTF-16",
                "leaks.bytes.",
                (connection, folder, value) -> bytes(connection, value.getBytes(StandardCharsets.UTF_16LE)));
        add("gzip in bytes", "leaks.bytes.", (connection, folder, value) -> bytes(connection, gzip(value)));
        add(
                "base 64",
                "leaks.note.",
                (connection, folder, value) ->
                        note(connection, Base64.getEncoder().encodeToString(utf8("to " + value + " from"))));
        add(
                "hexadecimal",
                "leaks.note.",
                (connection, folder, value) ->
                        note(connection, HexFormat.of().withUpperCase().formatHex(utf8(value))));
        add(
                "percent signs",
                "leaks.note.",
                (connection, folder, value) ->
                        note(connection, "/find?q=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        add(
                "escapes of JSON",
                "leaks.raw.",
                (connection, folder, value) -> run(
                        connection, "insert into leaks.raw values (?::json)", "{\"name\":\"" + escaped(value) + "\"}"));
        add("capitals", "leaks.note.", (connection, folder, value) -> note(connection, value.toUpperCase(Locale.ROOT)));
        id(
                "UUID without dashes",
                (connection, folder, value) -> note(connection, value.replace("-", "")),
                "leaks.note.");
        id("UUID as 16 bytes", (connection, folder, value) -> bytes(connection, raw(value)), "leaks.bytes.");
        id(
                "id of 26 characters",
                (connection, folder, value) -> note(connection, Ids.toWire(UUID.fromString(value))),
                "leaks.note.");
    }

    private void inCatalogues() {
        add(
                "comment",
                "pg_catalog.pg_description.",
                (connection, folder, value) ->
                        execute(connection, "comment on table leaks.note is 'ask " + value + "'"));
        add(
                "name of a column",
                "pg_catalog.pg_attribute.",
                (connection, folder, value) ->
                        execute(connection, "alter table leaks.shown add column \"" + value + "\" integer"));
        add(
                "default of a column",
                "defaults.",
                (connection, folder, value) ->
                        execute(connection, "alter table leaks.empty add column given text default '" + value + "'"));
        add(
                "text of a function",
                "pg_catalog.pg_proc.",
                (connection, folder, value) -> execute(
                        connection,
                        "create function leaks.f() returns text language sql as $$ select '" + value + "' $$"));
        add(
                "constant in a view",
                "views.",
                (connection, folder, value) ->
                        execute(connection, "create view leaks.v as select 1 as one where 'x' <> '" + value + "'"));
        add("sample of a deleted row", "pg_catalog.pg_statistic.", (connection, folder, value) -> {
            run(connection, "insert into leaks.sampled select ? from generate_series(1, 100)", value);
            execute(connection, "analyze leaks.sampled", "delete from leaks.sampled");
        });
    }

    private void inFiles() {
        add(
                "line of a log",
                "leaks/app.log",
                (connection, folder, value) ->
                        write(folder.resolve("app.log"), utf8("10:01 WARN no such person " + value + "\n")));
        add(
                "compressed log",
                "leaks/app.log.1.gz",
                (connection, folder, value) -> write(folder.resolve("app.log.1.gz"), gzip("10:01 WARN " + value)));
        add(
                "end of a large compressed log",
                "leaks/app.log.2.gz",
                (connection, folder, value) ->
                        write(folder.resolve("app.log.2.gz"), gzip(noise() + " 10:01 WARN " + value)));
        add(
                "file in an archive",
                "leaks/package.zip",
                (connection, folder, value) -> write(folder.resolve("package.zip"), zip(value)));
        add(
                "name of a file",
                "a name in leaks",
                (connection, folder, value) -> write(folder.resolve("upload-" + value + ".tmp"), utf8("empty")));
        add(
                "mail in base 64",
                "leaks/mail.eml",
                (connection, folder, value) -> write(
                        folder.resolve("mail.eml"),
                        utf8("Content-Transfer-Encoding: base64\r\n\r\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(utf8("x".repeat(70) + value + " ".repeat(90))))));
        add(
                "end of a window",
                "leaks/dump.sql",
                (connection, folder, value) ->
                        write(folder.resolve("dump.sql"), utf8("-".repeat(WINDOW_BYTES - 5) + value + "\n")));
    }

    private void add(String kind, String place, Leak.Planting planting) {
        // A letter beyond ASCII, without which half of the forms would be the text itself; names of files and columns
        // go without.
        boolean plain = kind.startsWith("name of");
        leaks.add(new Leak(kind, "q" + word() + (plain ? "" : "é") + word(), place, planting));
    }

    private void id(String kind, Leak.Planting planting, String place) {
        leaks.add(new Leak(kind, new UUID(random.nextLong(), random.nextLong()).toString(), place, planting));
    }

    private String word() {
        return random.ints(8, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Text that no compression makes shorter. */
    private String noise(int length) {
        byte[] bytes = new byte[length / 4 * 3];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes).replace('+', ' ').replace('/', ' ');
    }

    private static void note(Connection connection, String text) throws SQLException {
        run(connection, "insert into leaks.note values (?)", text);
    }

    private static void bytes(Connection connection, byte[] value) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into leaks.bytes values (?)")) {
            insert.setBytes(1, value);
            insert.execute();
        }
    }

    private static void run(Connection connection, String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            statement.execute();
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] raw(String id) {
        UUID uuid = UUID.fromString(id);
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(c < 128 ? Character.toString(c) : String.format("\\u%04x", c)));
        return escaped.toString();
    }

    /** More than a window, also when it is compressed. */
    private static String noise() {
        byte[] noise = new byte[WINDOW_BYTES * 3 / 2];
        new Random(WINDOW_BYTES).nextBytes(noise);
        return Base64.getEncoder().encodeToString(noise);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(utf8(text));
        }
        return out.toByteArray();
    }

    private static byte[] zip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("README.html"));
            zip.write(utf8("hello"));
            zip.putNextEntry(new ZipEntry("data/account.json"));
            zip.write(utf8("{\"name\":\"" + text + "\"}"));
        }
        return out.toByteArray();
    }
}
