package com.in2peta.compliance.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The policies that everybody can read, with all their versions. */
public interface PublishedPolicies {

    /**
     * One version; it never changes.
     *
     * @param kind {@code privacy} or {@code cookies}
     * @param document the text as JSON
     * @param sha256 of the document
     * @param material whether it was told to everybody before it counted
     * @param reasons why the change is material
     * @param effectiveAt from when it counts; empty while people are being told
     */
    record Version(
            String kind,
            int version,
            String document,
            String sha256,
            boolean material,
            List<String> reasons,
            Instant createdAt,
            Optional<Instant> effectiveAt) {}

    /** The version that counts now. */
    Version current(String kind);

    Version find(String kind, int version);

    List<Version> versions(String kind);

    /** The text as a page, without what surrounds it. */
    String html(Version version);
}
