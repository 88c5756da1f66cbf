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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** What an erasure would do, counted with the predicates with which it is done. */
@ApplicationScoped
public class ErasurePlanPart implements PlanPart {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    ErasurePlans plans;

    @Override
    public boolean covers(RequestKind kind) {
        return kind.job().filter(RequestKind.ERASURE_JOB::equals).isPresent();
    }

    @Override
    public List<Planned> plan(Collection<Subject> subjects) {
        record Key(String element, String action) {}
        Map<Key, Long> rows = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            Erasee who = new Erasee(subject.personId(), subject.organizationId(), Optional.of(subject.username()));
            Sql.with(database, connection -> {
                for (Deed deed : plans.of(who).all()) {
                    rows.merge(new Key(deed.element(), deed.action()), deed.count(connection), Long::sum);
                }
                return null;
            });
        }
        List<Planned> planned = new ArrayList<>();
        rows.forEach((key, count) -> planned.add(new Planned(key.element(), key.action(), count)));
        return planned;
    }
}
