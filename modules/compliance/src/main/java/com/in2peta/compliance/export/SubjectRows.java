package com.in2peta.compliance.export;

import com.in2peta.compliance.catalogue.LiveSchema;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.Catalogue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Some tables of one person, as a package for access shows them, all at once: for a scope that is small. */
@ApplicationScoped
public class SubjectRows {

    private static final long NO_HORIZON = 0;

    @Inject
    Catalogue catalogue;

    @Inject
    SubjectReader reader;

    @Inject
    Opening opening;

    @Inject
    Clock clock;

    /** Whether a package for access has this table. */
    public boolean has(String table) {
        return Optional.ofNullable(catalogue.tables().get(table))
                .filter(PackageKind.ACCESS::includes)
                .isPresent();
    }

    /**
     * An object with an array of rows for each table, as JSON; what is sealed is opened, ids of others are tokens.
     *
     * @param scope what the tokens count for
     * @return empty when a table has more rows than {@code mostRows}
     */
    public Optional<String> json(UUID scope, UUID personId, UUID organizationId, List<String> tables, int mostRows) {
        Subject subject = new Subject(personId, organizationId);
        return reader.read(subject, connection -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            char before = '{';
            for (Element element : Elements.of(catalogue, LiveSchema.read(connection), PackageKind.ACCESS, opening)) {
                if (tables.contains(element.table())) {
                    RowQuery query = new RowQuery(element, subject, clock.instant());
                    if (count(connection, query) > mostRows) {
                        return Optional.empty();
                    }
                    out.writeBytes((before + "\"" + element.table() + "\":").getBytes(StandardCharsets.UTF_8));
                    write(connection, query, element, new Values(scope, subject, opening.of(element)), out);
                    before = ',';
                }
            }
            out.write('}');
            return Optional.of(out.toString(StandardCharsets.UTF_8));
        });
    }

    private static long count(Connection connection, RowQuery query) throws SQLException {
        return Sql.query(connection, query.count(), row -> row.getLong(1)).get(0);
    }

    private static void write(
            Connection connection, RowQuery query, Element element, Values values, ByteArrayOutputStream out)
            throws SQLException {
        PackageFile file = PackageFile.planned(
                element.folder() + ".json", 0, element.table(), Optional.empty(), Optional.empty(), 0);
        try {
            FileMaker.copy(connection, query.copy(file, NO_HORIZON), file.format(element, values), element, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory has no such errors
        }
    }
}
