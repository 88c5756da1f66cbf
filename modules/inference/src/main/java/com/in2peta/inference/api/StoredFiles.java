package com.in2peta.inference.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.page.Slice;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Files that predictions take and give. Another organization's do not exist for a caller; who has a signed link needs to be nobody. */
public interface StoredFiles {

    /**
     * A complete file as its owner sees it.
     *
     * @param sha256 of the content, in hexadecimal
     * @param download path and query of a signed link that works for a while
     */
    record FileView(
            UUID id,
            String name,
            String contentType,
            long size,
            String sha256,
            JsonNode metadata,
            Instant createdAt,
            Instant expiresAt,
            String download) {}

    /**
     * The parts of a signed link.
     *
     * @param owner stands for the owner of this one file
     * @param expiry seconds since 1970
     */
    record Link(UUID file, String owner, long expiry, String signature) {}

    /** An upload under way. What is closed before it is finished leaves nothing. */
    interface Upload extends AutoCloseable {

        /** The next bytes of the content. */
        void write(byte[] buffer, int length);

        /** Makes the file visible. */
        FileView finish(String name, String contentType, JsonNode metadata);

        @Override
        void close();
    }

    /** The content of a file. */
    interface Download {

        String name();

        String contentType();

        long bytes();

        /** Changes with any byte. */
        String sha256();

        /** From one position to another (exclusive). */
        void writeTo(OutputStream out, long from, long to) throws IOException;
    }

    /** Problems: {@code conflict} when there is no room left, {@code overloaded}. */
    Upload begin(Caller caller);

    FileView get(Caller caller, UUID id);

    /** Those that were uploaded, newest first; the position is an id. */
    List<FileView> list(Caller caller, Slice slice);

    void delete(Caller caller, UUID id);

    /** Empty when the link was not made here, or when it or its file has ended. */
    Optional<Download> open(Link link);
}
