package com.in2peta.compliance.export;

import com.in2peta.compliance.export.PackageFile.Made;
import com.in2peta.kernel.database.DatabaseFailure;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Makes files: what is written of one, its chunks and its line in the package, is one transaction. A process that dies leaves nothing of the
 * file it was at, and all of those before. Rows come by COPY, one at a time, so that a file needs no memory for more than one.
 */
@ApplicationScoped
class FileMaker {

    /** Checks, in the transaction that writes, that the run is still ours. */
    @FunctionalInterface
    interface Fence {
        void require(Connection connection) throws SQLException;
    }

    /** Writes the content of a file and answers how many rows it has, and how many of them changed. */
    @FunctionalInterface
    interface Content {
        long[] writeTo(OutputStream out) throws SQLException;
    }

    private static final int FLUSH_BYTES = 1 << 16;
    /** Nothing is written while the first rows are sorted or a chunk fills slowly. */
    private static final String PATIENCE = "set local idle_in_transaction_session_timeout = '10min'";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    SubjectReader reader;

    @Inject
    PackageStore store;

    @Inject
    PackageSeal seal;

    @Inject
    Opening opening;

    @Inject
    Clock clock;

    /** A file of rows. */
    Made rows(Package of, PackageFile file, Element element, Fence fence) {
        RowQuery query = new RowQuery(element, of.subject(), of.countedAt());
        RowFormat format = file.format(element, new Values(of.requestId(), of.subject(), opening.of(element)));
        return make(
                of,
                file.path(),
                fence,
                out -> reader.read(of.subject(), connection -> {
                    try (OutputStream content = file.isCompressed() ? new Gzip(out) : out) {
                        return copy(connection, query.copy(file, of.horizon()), format, element, content);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
    }

    /** How many rows there were, and how many of them were written after the horizon. */
    static long[] copy(Connection connection, String query, RowFormat format, Element element, OutputStream out)
            throws SQLException, IOException {
        CopyOut from = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(query);
        Bytes buffer = new Bytes();
        CopyRow row = new CopyRow();
        long rows = 0;
        long changed = 0;
        format.begin(buffer);
        for (byte[] line = from.readFromCopy(); line != null; line = from.readFromCopy()) {
            row.read(line);
            format.row(row, buffer);
            rows++;
            if (line[row.start(element.changedAt())] == 't') {
                changed++;
            }
            if (buffer.length() >= FLUSH_BYTES) {
                buffer.drainTo(out);
            }
        }
        format.end(buffer);
        buffer.drainTo(out);
        return new long[] {rows, changed};
    }

    /** A file that describes the package. */
    Made document(Package of, String path, byte[] content, Fence fence) {
        return make(of, path, fence, out -> {
            try (out) {
                out.write(content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new long[] {0, 0};
        });
    }

    private Made make(Package of, String path, Fence fence, Content content) {
        Instant startedAt = clock.instant();
        return Transactions.run(database, connection -> {
            fence.require(connection);
            try (Statement patience = connection.createStatement()) {
                patience.execute(PATIENCE);
            }
            store.begin(connection, of.requestId(), path);
            ChunkWriter chunks = new ChunkWriter((seq, chunk) -> put(connection, of, path, seq, chunk));
            long[] counts = content.writeTo(chunks);
            Made made = chunks.made(counts[0], counts[1]);
            store.finish(connection, of.requestId(), path, made, startedAt, clock.instant());
            return made;
        });
    }

    private void put(Connection connection, Package of, String path, int seq, byte[] chunk) {
        try {
            store.addChunk(
                    connection,
                    of,
                    path,
                    seq,
                    seal.seal(of.subject(), PackageSeal.place(of.requestId(), path, seq), chunk));
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /** Without a time in its header, so that the same rows give the same bytes; quick rather than small. */
    private static final class Gzip extends GZIPOutputStream {

        private static final int LEVEL = 1;

        Gzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(LEVEL);
        }
    }
}
