package com.in2peta.compliance.erasure;

import com.in2peta.compliance.catalogue.LiveSchema;
import com.in2peta.compliance.erasure.Deed.Walk;
import com.in2peta.compliance.request.PlanPart;
import com.in2peta.compliance.request.RequestKind;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Subject;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** What an erasure would touch, counted by the deeds that would touch it. */
@ApplicationScoped
class ErasurePlanPart implements PlanPart {

    private record Place(String element, String action) {}

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Catalogue catalogue;

    @Override
    public boolean covers(RequestKind kind) {
        return kind == RequestKind.ERASURE || kind == RequestKind.CHILD;
    }

    @Override
    public List<Planned> plan(Collection<Subject> subjects) {
        Map<Place, Long> rows = new LinkedHashMap<>();
        Sql.with(database, connection -> {
            LiveSchema schema = LiveSchema.read(connection);
            Map<String, Map<String, Walk>> walks = Walks.read(connection);
            for (Subject subject : subjects) {
                Erasee who = new Erasee(subject.personId(), subject.organizationId(), Optional.of(subject.username()));
                add(connection, ErasurePlan.of(catalogue, schema, walks, who), rows);
            }
            return null;
        });
        return rows.entrySet().stream()
                .map(entry ->
                        new Planned(entry.getKey().element(), entry.getKey().action(), entry.getValue()))
                .toList();
    }

    private static void add(Connection connection, ErasurePlan plan, Map<Place, Long> rows) throws SQLException {
        for (Deed deed : plan.all()) {
            rows.merge(new Place(deed.element(), deed.action()), deed.count(connection), Math::addExact);
        }
    }
}
