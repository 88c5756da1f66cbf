package com.in2peta.compliance.export;

import com.in2peta.compliance.api.Exports;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.RequestActive;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What a person does with packages; everything within his organization, as row-level security shows it. */
@Stateless
public class ExportService implements Exports {

    private static final String RULE = "exports";

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Inject
    Tenancy tenancy;

    @Inject
    ExportLinks links;

    @Inject
    PackageSeal seal;

    @Inject
    Catalogue catalogue;

    @Inject
    Clock clock;

    @Override
    public void requireAllowed(UUID organizationId) {
        tenancy.enter(organizationId, Purpose.LEGAL);
        Sql.query(database, """
                        select id from compliance.request
                        where organization_id = ? and kind in ('access', 'portability') and state <> 'closed'
                        """, row -> row.getObject(1, UUID.class), organizationId).stream()
                .findFirst()
                .ifPresent(active -> {
                    throw new RequestActive(active);
                });
        long today = Sql.query(
                        database,
                        "select count(*) from compliance.export where organization_id = ? and counted_at > ?",
                        row -> row.getLong(1),
                        organizationId,
                        clock.instant().minus(Period.ofDays(1)))
                .get(0);
        if (today >= Limits.EXPORTS_PER_DAY) {
            throw new DomainException(
                    ProblemType.CONFLICT, "You had " + Limits.EXPORTS_PER_DAY + " packages in the last 24 hours.");
        }
    }

    @Override
    public Optional<ExportView> find(UUID organizationId, UUID requestId) {
        tenancy.enter(organizationId, Purpose.LEGAL);
        return Sql.with(database, connection -> {
            Optional<Package> found = readable(connection, requestId);
            return found.isPresent() ? Optional.of(view(connection, found.get())) : waiting(connection, requestId);
        });
    }

    /** A request whose job has not counted yet. */
    private static Optional<ExportView> waiting(Connection connection, UUID requestId) throws SQLException {
        return Sql.query(
                        connection,
                        """
                        select kind from compliance.request where id = ? and kind in ('access', 'portability') and state <> 'closed'
                        """,
                        row -> new ExportView(
                                requestId, row.getString(1), "waiting", Optional.empty(), List.of(), List.of()),
                        requestId)
                .stream()
                .findFirst();
    }

    private ExportView view(Connection connection, Package of) throws SQLException {
        if (!of.ready()) {
            return new ExportView(of.requestId(), of.kind().code(), "running", Optional.empty(), List.of(), List.of());
        }
        List<PackageFile> files = PackageReading.files(connection, of.requestId());
        List<PackageReading> parts = PackageReading.parts(of, files);
        return new ExportView(
                of.requestId(),
                of.kind().code(),
                "ready",
                Optional.of(expiry(of)),
                parts.stream()
                        .map(part -> new PartView(part.number(), part.zip().length()))
                        .toList(),
                files.stream()
                        .filter(file -> file.part().isPresent())
                        .map(file -> new FileView(
                                file.path(),
                                file.part().get(),
                                file.isData() ? Optional.of(file.made().get().rows()) : Optional.empty(),
                                file.made().get().bytes(),
                                file.made().get().sha256()))
                        .toList());
    }

    @Override
    public Link link(UUID organizationId, UUID requestId) {
        tenancy.enter(organizationId, Purpose.LEGAL);
        return Sql.with(database, connection -> {
            Package of = readable(connection, requestId)
                    .filter(Package::ready)
                    .orElseThrow(() -> DomainException.notFound("finished package"));
            return links.make(connection, of);
        });
    }

    @Override
    public Optional<Download> open(UUID requestId, int part, String token) {
        Optional<UUID> organization = links.organization(requestId, token);
        if (organization.isEmpty()) {
            return Optional.empty();
        }
        tenancy.enter(organization.get(), Purpose.LEGAL);
        return Sql.with(database, connection -> {
            Optional<Package> of = readable(connection, requestId).filter(Package::ready);
            if (of.isEmpty()) {
                return Optional.empty();
            }
            Optional<PackageReading> wanted =
                    PackageReading.parts(of.get(), PackageReading.files(connection, requestId)).stream()
                            .filter(reading -> reading.number() == part)
                            .findFirst();
            return wanted.isPresent() && links.use(connection, of.get(), part, token)
                    ? Optional.of(new PartDownload(wanted.get(), seal, links, database, token))
                    : Optional.empty();
        });
    }

    /** What has passed its time is there for nobody, although it may not be destroyed yet. */
    private Optional<Package> readable(Connection connection, UUID requestId) throws SQLException {
        return PackageStore.find(connection, requestId).filter(of -> expiry(of).isAfter(clock.instant()));
    }

    private Instant expiry(Package of) {
        return of.keptFrom().plus(catalogue.policy().rules().get(RULE).duration());
    }
}
