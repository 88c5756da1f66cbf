package com.in2peta.compliance.catalogue;

import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Value;
import com.in2peta.kernel.privacy.Policy;
import com.in2peta.kernel.privacy.Policy.Clause;
import com.in2peta.kernel.privacy.Policy.Kind;
import com.in2peta.kernel.privacy.Policy.Rule;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds the catalogue to itself: every code it uses exists, every purpose has a basis, every rule keeps its promise: C2, C3, C5, C8, C9. */
public final class PolicyCheck {

    /** A rule that counts in years has another length on each day: all of these many are tried. */
    private static final int DAYS_TRIED = 2 * 366;

    private final Catalogue catalogue;
    private final Policy policy;
    private final LocalDate today;
    private final List<Fault> faults = new ArrayList<>();

    private PolicyCheck(Catalogue catalogue, LocalDate today) {
        this.catalogue = catalogue;
        this.policy = catalogue.policy();
        this.today = today;
    }

    /** Everything that is wrong; empty when nothing is. */
    public static List<Fault> of(Catalogue catalogue, LocalDate today) {
        PolicyCheck check = new PolicyCheck(catalogue, today);
        check.tables();
        catalogue
                .documents()
                .forEach((name, document) -> check.values("documents/" + name, document.personal(), List.of()));
        catalogue
                .processors()
                .forEach((name, processor) -> check.values("processors/" + name, processor.fields(), List.of()));
        check.purposes();
        check.rules();
        check.clauses();
        check.contradictions();
        return check.faults;
    }

    private void tables() {
        catalogue.tables().forEach((name, table) -> {
            values(name, table.personal(), table.purposes());
            if (table.personal().isEmpty()) {
                return;
            }
            if (table.owner().isEmpty()) {
                add("C3", name, "it holds personal data and says of nobody whose", "Name the owner's column");
            }
            if (table.rule().isEmpty() || table.erase().isEmpty()) {
                add("C2", name, "it has no rule or no way of erasure", "Add rule and erase");
            }
            if (table.export().isPresent() == table.excluded().isPresent()) {
                add("C2", name, "it is neither exported nor excluded with a reason", "Add export, or excluded");
            }
        });
        catalogue
                .tables()
                .forEach((name, table) -> table.rule()
                        .filter(rule -> !policy.rules().containsKey(rule))
                        .ifPresent(
                                rule -> add("C2", name, "there is no rule " + rule, "Add it to privacy-policy.yaml")));
    }

    private void values(String place, Map<String, Value> values, List<String> purposes) {
        values.forEach((name, value) -> {
            String at = place + "." + name;
            if (!policy.categories().containsKey(value.category())) {
                add("C2", at, "there is no category " + value.category(), "Add it to privacy-policy.yaml");
            }
            List<String> all = value.purposes().isEmpty() ? purposes : value.purposes();
            if (all.isEmpty()) {
                add("C2", at, "it serves no purpose", "Name one, or do not keep it");
            }
            all.stream()
                    .filter(purpose -> !policy.purposes().containsKey(purpose))
                    .forEach(purpose ->
                            add("C2", at, "there is no purpose " + purpose, "Add it to privacy-policy.yaml"));
        });
    }

    private void purposes() {
        Set<String> known =
                Arrays.stream(Purpose.values()).map(Purpose::setting).collect(Collectors.toSet());
        if (!known.equals(policy.purposes().keySet())) {
            add(
                    "C2",
                    "purposes",
                    "the code knows " + known + ", the policy "
                            + policy.purposes().keySet(),
                    "Make them equal");
        }
        policy.purposes().forEach((code, purpose) -> {
            if (!purpose.basis().keySet().equals(policy.regimes().keySet())) {
                add(
                        "C2",
                        "purposes/" + code,
                        "it lacks a basis in a regime",
                        "Name one for " + policy.regimes().keySet());
            }
            if (purpose.objectable() && purpose.assessment().isEmpty()) {
                add("C2", "purposes/" + code, "nobody weighed the interest against the person's", "Add an assessment");
            }
        });
        Set<String> declared = clauseIds();
        policy.purposes().forEach((code, purpose) -> declared(declared, "purposes/" + code, purpose.clause()));
        policy.categories().forEach((code, category) -> declared(declared, "categories/" + code, category.clause()));
        policy.rules().forEach((code, rule) -> declared(declared, "rules/" + code, rule.clause()));
    }

    private void declared(Set<String> declared, String place, String clause) {
        if (!declared.contains(clause)) {
            add("C9", place, "the policy has no clause " + clause, "Declare it there");
        }
    }

    private void rules() {
        policy.rules()
                .forEach((code, rule) -> rule.floorPeriod().ifPresent(floor -> {
                    for (int day = 0; day < DAYS_TRIED; day++) {
                        LocalDate from = today.plusDays(day);
                        if (end(from, rule.period()).isBefore(end(from, floor))) {
                            add(
                                    "C5",
                                    "rules/" + code,
                                    "on " + from + " it ends before law allows",
                                    "Raise keeps, or decide");
                            return;
                        }
                    }
                }));
    }

    private static LocalDate end(LocalDate from, TemporalAmount amount) {
        return amount instanceof Period period ? from.plus(period) : from;
    }

    private void clauses() {
        policy.clauses().forEach(entry -> {
            Clause clause = entry.getValue();
            String at = "clauses/" + entry.getKey();
            if ((clause.kind() == Kind.BASIS) == clause.says().isPresent()) {
                add("C9", at, "it says nothing, or too much", "A basis names a purpose, the others have a sentence");
            }
            clause.promise().ifPresent(promise -> {
                Rule rule = policy.rule(clause.rule().orElseThrow());
                if (!promise.equals(rule.floor().orElse(rule.keeps()))) {
                    add("C9", at, "it promises " + promise + ", its rule keeps " + rule.keeps(), "A change needs both");
                }
            });
        });
        if (clauseIds().size() != policy.clauses().count()) {
            add("C9", "clauses", "an id stands twice", "Rename one");
        }
    }

    /** A contradiction that nobody has named is a mistake; one that is named is on the list for counsel. */
    private void contradictions() {
        Contradictions.of(policy, today).stream()
                .filter(found -> !policy.conflicts().containsKey(found.conflict()))
                .forEach(found ->
                        add("C5", "rules/" + found.rule(), found.toString(), "Name the conflict and its options"));
        policy.conflicts().forEach((id, conflict) -> {
            if (!conflict.options().containsKey(conflict.chosen())) {
                add("C5", "conflicts/" + id, "there is no option " + conflict.chosen(), "Choose one of its options");
            }
        });
    }

    private Set<String> clauseIds() {
        return policy.clauses().map(Map.Entry::getKey).collect(Collectors.toCollection(HashSet::new));
    }

    private void add(String check, String place, String problem, String fix) {
        faults.add(new Fault(check, place, problem, fix));
    }
}
