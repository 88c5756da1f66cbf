package com.in2peta.compliance.register;

import com.in2peta.compliance.api.Registers;
import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Keeps the registers of processors and transfers, and makes the record of processing from the catalogue. */
@ApplicationScoped
public class RegisterService implements Registers {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Catalogue catalogue;

    @Inject
    RecordTable records;

    @Inject
    ComplianceConfig config;

    @Inject
    Clock clock;

    @Override
    public List<ProcessorEntry> processors() {
        LocalDate today = today();
        return catalogue.processors().entrySet().stream()
                .map(entry -> {
                    List<Agreement> agreements = agreements(entry.getKey());
                    List<Safeguard> safeguards = safeguards(entry.getKey());
                    boolean agreed = agreements.stream()
                            .anyMatch(a -> !today.isBefore(a.validFrom()) && !today.isAfter(a.validUntil()));
                    boolean safe = safeguards.stream()
                            .map(Safeguard::country)
                            .toList()
                            .containsAll(entry.getValue().countries());
                    return new ProcessorEntry(
                            entry.getKey(),
                            entry.getValue().title(),
                            entry.getValue().role(),
                            entry.getValue().countries(),
                            agreements,
                            safeguards,
                            agreed && safe);
                })
                .toList();
    }

    @Override
    public void add(Agreement agreement, UUID registeredBy) {
        requireKnown(agreement.processor());
        if (agreement.validUntil().isBefore(agreement.validFrom())) {
            throw new DomainException(ProblemType.INVALID_REQUEST, "The agreement ends before it begins.");
        }
        Sql.update(
                database,
                """
                insert into kernel.agreement (processor, document_sha256, valid_from, valid_until, registered_by, registered_at)
                values (?, ?, ?, ?, ?, ?) on conflict (processor, valid_from) do update
                set document_sha256 = excluded.document_sha256, valid_until = excluded.valid_until,
                    registered_by = excluded.registered_by, registered_at = excluded.registered_at
                """,
                agreement.processor(),
                agreement.documentSha256(),
                agreement.validFrom(),
                agreement.validUntil(),
                registeredBy,
                clock.instant());
    }

    @Override
    public void add(Safeguard safeguard, UUID registeredBy) {
        requireKnown(safeguard.processor());
        Sql.update(
                database,
                """
                insert into kernel.safeguard (processor, country, mechanism, assessment, reviewed_on, registered_by, registered_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict (processor, country) do update
                set mechanism = excluded.mechanism, assessment = excluded.assessment, reviewed_on = excluded.reviewed_on,
                    registered_by = excluded.registered_by, registered_at = excluded.registered_at
                """,
                safeguard.processor(),
                safeguard.country(),
                safeguard.mechanism(),
                safeguard.assessment().orElse(null),
                safeguard.reviewedOn(),
                registeredBy,
                clock.instant());
    }

    @Override
    public List<Transfer> transfers() {
        return Sql.query(
                database,
                "select processor, country, month, purpose, calls from kernel.transfer order by month desc, processor, country",
                row -> new Transfer(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, LocalDate.class),
                        row.getString(4),
                        row.getLong(5)));
    }

    @Override
    public String processingCsv() {
        return ProcessingRecord.of(catalogue).csv();
    }

    @Override
    public String processingJsonLd() {
        return ProcessingRecord.of(catalogue).jsonLd(config.contact());
    }

    @Override
    public List<RecordVersion> recordVersions() {
        return records.versions();
    }

    @Override
    public Optional<String> recordCsv(int version) {
        return records.csv(version);
    }

    @Override
    public Optional<String> recordJsonLd(int version) {
        return records.jsonLd(version);
    }

    private List<Agreement> agreements(String processor) {
        return Sql.query(
                database,
                "select document_sha256, valid_from, valid_until from kernel.agreement where processor = ? order by valid_from desc",
                row -> new Agreement(
                        processor,
                        row.getString(1),
                        row.getObject(2, LocalDate.class),
                        row.getObject(3, LocalDate.class)),
                processor);
    }

    private List<Safeguard> safeguards(String processor) {
        return Sql.query(
                database,
                "select country, mechanism, assessment, reviewed_on from kernel.safeguard where processor = ? order by country",
                row -> new Safeguard(
                        processor,
                        row.getString(1),
                        row.getString(2),
                        Optional.ofNullable(row.getString(3)),
                        row.getObject(4, LocalDate.class)),
                processor);
    }

    private void requireKnown(String processor) {
        if (!catalogue.processors().containsKey(processor)) {
            throw DomainException.notFound("processor");
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
