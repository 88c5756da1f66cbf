package com.in2peta.kernel.seal;

import com.in2peta.kernel.database.DatabaseFailure;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Back-ups of the key store, each one file for psql. Keys are in it as they lie in the store: wrapped, and useless without the master key.
 * None is older than a week, so what was destroyed can come back for a week at most.
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class KeyBackups {

    /** How long a back-up is kept. */
    public static final Duration LIFE = Duration.ofDays(7);

    private static final String DRAFT = ".tmp";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'keys-'uuuuMMdd'T'HHmmss'Z.sql'").withZone(ZoneOffset.UTC);
    private static final int FETCH = 1_000;
    /** Statements that put each row back. */
    private static final List<String> INSERTS = List.of(
            inserts("owner_key", "owner, version, master, wrapped, created_at, destroyed_at"),
            inserts("period_key", "kind, period, master, wrapped, created_at"),
            inserts("secret", "name, master, wrapped, created_at, destroyed_at"));

    @Resource(lookup = "jdbc/in2peta-keys")
    DataSource keys;

    private static String inserts(String table, String columns) {
        return "select format('insert into keystore." + table + " (" + columns + ") values ("
                + columns.replaceAll("\\w+", "%L") + ");', " + columns + ") from keystore." + table;
    }

    /** Writes a back-up; a process that dies leaves a draft, which goes with its time too. */
    public Path write(Path folder, Instant now) {
        Path file = folder.resolve(NAME.format(now));
        Path draft = folder.resolve(file.getFileName() + DRAFT);
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
                copyTo(out);
            }
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private void copyTo(OutputStream out) throws SQLException, IOException {
        try (Connection connection = keys.getConnection()) {
            connection.setAutoCommit(false); // without it the driver would fetch all rows at once
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCH);
                for (String inserts : INSERTS) {
                    write(statement, inserts, out);
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static void write(Statement statement, String inserts, OutputStream out) throws SQLException, IOException {
        try (ResultSet rows = statement.executeQuery(inserts)) {
            while (rows.next()) {
                out.write((rows.getString(1) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Deletes back-ups that were made {@link #LIFE} ago or before; answers how many. Other files stay. */
    public int deleteOld(Path folder, Instant now) {
        int deleted = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (madeAt(file).filter(made -> !made.isAfter(now.minus(LIFE))).isPresent()) {
                    Files.delete(file);
                    deleted++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return deleted;
    }

    private static Optional<Instant> madeAt(Path file) {
        try {
            String name = file.getFileName().toString().replace(DRAFT, "");
            return Optional.of(LocalDateTime.parse(name, NAME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
