package com.in2peta.compliance.export;

import com.in2peta.compliance.api.Exports.Download;
import com.in2peta.compliance.export.ZipLayout.Segment;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Tenancy;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.time.Instant;
import javax.sql.DataSource;

/** Sends any stretch of a part. A connection is held for one chunk at a time: who reads slowly keeps nothing from others. */
record PartDownload(PackageReading part, PackageSeal seal, ExportLinks links, DataSource database, String token)
        implements Download {

    @Override
    public long bytes() {
        return part.zip().length();
    }

    @Override
    public String etag() {
        return part.etag();
    }

    @Override
    public Instant lastModified() {
        return part.of().countedAt();
    }

    @Override
    public void writeTo(OutputStream out, long from, long to) throws IOException {
        try {
            for (Segment segment : part.zip().segments()) {
                long begin = Math.max(from, segment.offset());
                long end = Math.min(to, segment.offset() + segment.length());
                if (begin < end) {
                    write(segment, begin - segment.offset(), end - segment.offset(), out);
                }
            }
            out.flush();
        } catch (IOException e) {
            links.interrupted(part.of());
            throw e;
        }
        links.sent(part.of(), part.number(), token, from, to, bytes());
    }

    private void write(Segment segment, long from, long to, OutputStream out) throws IOException {
        if (segment.bytes() != null) {
            out.write(segment.bytes(), (int) from, (int) (to - from));
            return;
        }
        long at = from;
        while (at < to) {
            int seq = (int) (at / ChunkWriter.CHUNK_BYTES);
            byte[] chunk = chunk(segment.path(), seq);
            int offset = (int) (at % ChunkWriter.CHUNK_BYTES);
            int length = (int) Math.min(chunk.length - offset, to - at);
            out.write(chunk, offset, length);
            at += length;
        }
    }

    private byte[] chunk(String path, int seq) {
        byte[] sealed = Transactions.run(database, connection -> stored(connection, path, seq));
        return seal.open(part.of().subject(), PackageSeal.place(part.of().requestId(), path, seq), sealed);
    }

    private byte[] stored(Connection connection, String path, int seq) throws java.sql.SQLException {
        Tenancy.enter(connection, part.of().subject().organizationId(), Purpose.LEGAL);
        return Sql.query(
                        connection,
                        "select content from compliance.export_chunk where request_id = ? and path = ? and seq = ?",
                        row -> row.getBytes(1),
                        part.of().requestId(),
                        path,
                        seq)
                .stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the package is gone"));
    }
}
