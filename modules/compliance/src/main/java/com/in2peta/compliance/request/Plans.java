package com.in2peta.compliance.request;

import com.in2peta.compliance.approval.Plan;
import com.in2peta.compliance.request.PlanPart.Planned;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What would be done for one person or many, counted, and the digest to which an approval is bound. */
@ApplicationScoped
public class Plans {

    @Inject
    @Any
    Instance<PlanPart> parts;

    @Inject
    Catalogue catalogue;

    public List<Planned> plan(RequestKind kind, Collection<Subject> subjects) {
        return parts.stream()
                .filter(part -> part.covers(kind))
                .flatMap(part -> part.plan(subjects).stream())
                .toList();
    }

    /** Of the kind, the persons, every count and the catalogue: another one of these is another plan. */
    public String sha256(RequestKind kind, Collection<Subject> subjects, List<Planned> plan) {
        List<String> lines = new ArrayList<>(List.of(kind.code(), catalogue.sha256()));
        subjects.stream().map(subject -> subject.personId().toString()).sorted().forEach(lines::add);
        plan.forEach(planned -> lines.add(planned.element() + "|" + planned.action() + "|" + planned.rows()));
        return Plan.sha256(lines);
    }
}
