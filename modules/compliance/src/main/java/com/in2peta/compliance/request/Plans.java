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

    /**
     * Of the kind, the persons, the catalogue and, of each element, what is done to how many rows, by order of magnitude: another one of these is
     * another plan. Somebody who goes on calling the API adds a row with every call; bound to each, no yes would ever count.
     */
    public String sha256(RequestKind kind, Collection<Subject> subjects, List<Planned> plan) {
        return sha256(kind, catalogue.sha256(), subjects, plan);
    }

    static String sha256(RequestKind kind, String catalogueSha256, Collection<Subject> subjects, List<Planned> plan) {
        List<String> lines = new ArrayList<>(List.of(kind.code(), catalogueSha256));
        subjects.stream().map(subject -> subject.personId().toString()).sorted().forEach(lines::add);
        plan.forEach(
                planned -> lines.add(planned.element() + "|" + planned.action() + "|" + magnitude(planned.rows())));
        return Plan.sha256(lines);
    }

    /** Digits of the number; none of nothing, and two of all below a hundred: somebody new passes from one digit to two in a moment. */
    private static int magnitude(long rows) {
        return rows == 0 ? 0 : Math.max(2, Long.toString(rows).length());
    }
}
