package com.in2peta.compliance.erasure;

import com.in2peta.compliance.request.PlanPart;
import com.in2peta.compliance.request.RequestKind;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.Subject;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What an erasure would touch, counted by the deeds that would touch it: one query for each, however many people there are. */
@ApplicationScoped
class ErasurePlanPart implements PlanPart {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    ErasurePlans plans;

    @Override
    public boolean covers(RequestKind kind) {
        return kind == RequestKind.ERASURE || kind == RequestKind.CHILD;
    }

    @Override
    public List<Planned> plan(Collection<Subject> subjects) {
        if (subjects.isEmpty()) {
            return List.of();
        }
        Erasee[] people = subjects.stream()
                .map(subject ->
                        new Erasee(subject.personId(), subject.organizationId(), Optional.of(subject.username())))
                .toArray(Erasee[]::new);
        return Sql.with(database, connection -> {
            List<Planned> planned = new ArrayList<>();
            for (Deed deed : plans.of(people).all()) {
                planned.add(new Planned(deed.element(), deed.action(), deed.count(connection)));
            }
            return planned;
        });
    }
}
