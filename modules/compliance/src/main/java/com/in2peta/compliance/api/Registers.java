package com.in2peta.compliance.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is on record about processing and about those who take part in it. */
public interface Registers {

    /** An agreement with a processor (GDPR art. 28); only the digest of the signed text is kept here. */
    record Agreement(String processor, String documentSha256, LocalDate validFrom, LocalDate validUntil) {}

    /** Why data may go to a country (GDPR art. 46). */
    record Safeguard(
            String processor, String country, String mechanism, Optional<String> assessment, LocalDate reviewedOn) {}

    /** A processor with what is in force for it. */
    record ProcessorEntry(
            String code,
            String title,
            String role,
            List<String> countries,
            List<Agreement> agreements,
            List<Safeguard> safeguards,
            boolean active) {}

    /** Calls that were made in a month. */
    record Transfer(String processor, String country, LocalDate month, String purpose, long calls) {}

    List<ProcessorEntry> processors();

    /** Refuses an unknown processor, and an agreement that ends before it begins. */
    void add(Agreement agreement, UUID registeredBy);

    /** Registering again replaces what was said before. */
    void add(Safeguard safeguard, UUID registeredBy);

    /** Newest month first. */
    List<Transfer> transfers();

    /** The record of processing (GDPR art. 30) as CSV: a line for each purpose and kind of data. */
    String processingCsv();

    /** The same as JSON-LD in W3C's Data Privacy Vocabulary. */
    String processingJsonLd();

    /** What the record said from a moment on. */
    record RecordVersion(int version, String sha256, String catalogueSha256, Instant madeAt) {}

    /** Newest first. The job {@code record-of-processing} adds one when the record says something new. */
    List<RecordVersion> recordVersions();

    /** The CSV of a version. */
    Optional<String> recordCsv(int version);

    /** The JSON-LD of a version. */
    Optional<String> recordJsonLd(int version);
}
