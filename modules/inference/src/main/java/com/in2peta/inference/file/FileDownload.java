package com.in2peta.inference.file;

import com.in2peta.inference.api.StoredFiles.Download;
import com.in2peta.inference.domain.FileDetails;
import com.in2peta.inference.domain.StoredFile;
import com.in2peta.kernel.seal.ContentKey;
import java.io.IOException;
import java.io.OutputStream;

/** Sends any stretch of a file, opening no more than the pieces in which it lies. */
record FileDownload(StoredFile file, FileDetails details, FileService service) implements Download {

    @Override
    public String name() {
        return details.name();
    }

    @Override
    public String contentType() {
        return details.contentType();
    }

    @Override
    public long bytes() {
        return file.size().orElseThrow();
    }

    @Override
    public String sha256() {
        return details.sha256();
    }

    @Override
    public void writeTo(OutputStream out, long from, long to) throws IOException {
        service.downloads.incrementAndGet();
        try {
            ContentKey key = service.seal.key(file.organizationId(), file.id(), file.sealedKey());
            long at = from;
            while (at < to) {
                int seq = (int) (at / FileWriter.CHUNK_BYTES);
                byte[] chunk = service.seal.openChunk(key, file.id(), seq, service.store.get(file, seq));
                int offset = (int) (at % FileWriter.CHUNK_BYTES);
                int length = (int) Math.min(chunk.length - offset, to - at);
                out.write(chunk, offset, length);
                at += length;
            }
            out.flush();
        } finally {
            service.downloads.decrementAndGet();
        }
    }
}
