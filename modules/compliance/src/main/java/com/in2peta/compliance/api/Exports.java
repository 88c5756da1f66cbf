package com.in2peta.compliance.api;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Packages for access and portability, as the person sees them. The job {@code export} makes them for a request. */
public interface Exports {

    /**
     * A package.
     *
     * @param state {@code waiting} for the job, {@code running} or {@code ready}
     * @param expiresAt when it is destroyed; an interrupted download moves it
     * @param parts empty until it is ready
     */
    record ExportView(
            UUID id,
            String kind,
            String state,
            Optional<Instant> expiresAt,
            List<PartView> parts,
            List<FileView> files) {}

    /** A ZIP of its own. */
    record PartView(int part, long bytes) {}

    record FileView(String path, int part, Optional<Long> rows, long bytes, String sha256) {}

    /** Lets whoever holds it download the package, until it has not been used for a while or everything was sent. */
    record Link(String token, Instant expiresAt) {}

    /** One part, ready to be sent. The tag is a strong validator, in quotes. */
    interface Download {

        long bytes();

        String etag();

        Instant lastModified();

        /** Writes the bytes from one position to another (exclusive); what does not get through is an interruption. */
        void writeTo(OutputStream out, long from, long to) throws IOException;
    }

    /** Refuses a package with {@code request-active} while another one is being made, and with {@code conflict} when there were too many today. */
    void requireAllowed(UUID organizationId);

    /** Empty when there is no such request of this organization, or its package is destroyed. */
    Optional<ExportView> find(UUID organizationId, UUID requestId);

    /** The person has just shown who he is once more. */
    Link link(UUID organizationId, UUID requestId);

    /** Empty for an unknown or ended link, and for a part that was sent by it or does not exist. */
    Optional<Download> open(UUID requestId, int part, String token);
}
