package com.in2peta.compliance.register;

import com.in2peta.compliance.api.Conflicts;
import com.in2peta.compliance.approval.Asking;
import com.in2peta.compliance.catalogue.Contradictions;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Policy.Conflict;
import com.in2peta.kernel.privacy.Policy.Option;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The conflicts of the catalogue with what was decided about them. */
@Stateless
public class ConflictRegister implements Conflicts {

    @Inject
    Catalogue catalogue;

    @Inject
    DecisionTable decisions;

    @Inject
    Asking asking;

    @Inject
    Clock clock;

    @Override
    public List<ConflictView> all() {
        List<Contradictions.Contradiction> found =
                Contradictions.of(catalogue.policy(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        return catalogue.policy().conflicts().entrySet().stream()
                .map(entry -> view(
                        entry.getKey(),
                        entry.getValue(),
                        found.stream()
                                .filter(law -> law.conflict().equals(entry.getKey()))
                                .map(law -> new Contradiction(law.law(), law.rule(), law.from()))
                                .toList()))
                .toList();
    }

    private ConflictView view(String id, Conflict conflict, List<Contradiction> contradictions) {
        Optional<Decision> decision = decisions.newest(id);
        boolean decided =
                decision.filter(d -> d.option().equals(conflict.chosen())).isPresent();
        boolean needed = !contradictions.isEmpty() || !conflict.chosen().equals(conflict.promised());
        return new ConflictView(
                id,
                conflict.title(),
                conflict.chosen(),
                says(conflict.options()),
                contradictions,
                decision,
                needed && !decided);
    }

    private static Map<String, String> says(Map<String, Option> options) {
        Map<String, String> says = new TreeMap<>();
        options.forEach((name, option) -> says.put(name, option.says()));
        return says;
    }

    @Override
    public UUID ask(String id, String option, String documentSha256, UUID staff) {
        Conflict conflict = catalogue.policy().conflicts().get(id);
        if (conflict == null) {
            throw DomainException.notFound("conflict");
        }
        if (!conflict.options().containsKey(option)) {
            throw new DomainException(ProblemType.INVALID_REQUEST, "The conflict has no such option.");
        }
        UUID decision = Ids.next(clock);
        decisions.add(decision, id, option, documentSha256, clock.instant());
        return asking.ask(decision, DecisionApproval.ACTION, DecisionTable.plan(id, option, documentSha256), staff);
    }
}
