package com.in2peta.compliance.request;

import com.in2peta.compliance.evidence.Entry;
import com.in2peta.compliance.evidence.Evidence;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Table;
import com.in2peta.kernel.privacy.Catalogue.Value;
import com.in2peta.kernel.privacy.Correctable;
import com.in2peta.kernel.privacy.Subject;
import com.in2peta.kernel.privacy.SubjectRefs;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Puts right what is wrong. The evidence says which column was corrected, not what stood there nor what stands there now. */
@ApplicationScoped
class Corrections {

    @Inject
    Catalogue catalogue;

    @Inject
    @Any
    Instance<Correctable> modules;

    @Inject
    SubjectRefs refs;

    @Inject
    Evidence evidence;

    /** The pointer says where the caller named the value. */
    void correct(Subject subject, String element, Optional<UUID> row, String value, Actor actor, String pointer) {
        Correctable module = modules.stream()
                .filter(candidate -> candidate.elements().contains(element))
                .findFirst()
                .filter(candidate -> isCorrectable(element))
                .orElseThrow(() -> invalid(new Violation("/element", "is no value that can be corrected")));
        try {
            module.correct(subject, element, row, value);
        } catch (DomainException e) {
            throw e.type() == ProblemType.INVALID_REQUEST && !e.violations().isEmpty()
                    ? invalid(new Violation(pointer, e.violations().get(0).detail()))
                    : e;
        }
        evidence.append(new Entry(
                EvidenceKind.CHANGE_PERSONAL,
                actor.staff(),
                element,
                Optional.of(refs.of(subject.personId())),
                Map.of("by", actor.role())));
    }

    private boolean isCorrectable(String element) {
        int dot = element.lastIndexOf('.');
        Table table = catalogue.tables().get(element.substring(0, Math.max(dot, 0)));
        Value column = table == null ? null : table.personal().get(element.substring(dot + 1));
        return column != null && column.correct();
    }

    private static DomainException invalid(Violation violation) {
        return new DomainException(ProblemType.INVALID_REQUEST, "The correction is invalid.", List.of(violation));
    }
}
