package com.in2peta.compliance.policy;

import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Policy.Kind;
import com.in2peta.kernel.privacy.Policy.Rule;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a policy says, as facts that can be compared: {@code kind:what}. A change is material when it takes something from a person: a new
 * kind of data, purpose, recipient or country, a longer time, a promise that is gone. Everything else (words, shorter times, new promises)
 * is not.
 */
final class Facts {

    private static final String KEPT = "kept:";
    /** Any day will do to compare two periods. */
    private static final LocalDateTime DAY = LocalDateTime.of(2026, 1, 1, 0, 0);

    private static final Map<String, String> ADDED = Map.of(
            "category:", "new data: ",
            "purpose:", "new purpose: ",
            "recipient:", "new recipient: ",
            "country:", "new country: ",
            "given:", "a recipient gets more: ");

    private Facts() {}

    static Set<String> of(Catalogue catalogue) {
        Set<String> facts = new TreeSet<>();
        catalogue
                .tables()
                .values()
                .forEach(table -> table.personal().forEach((column, value) -> {
                    facts.add("category:" + value.category());
                    Catalogue.purposes(table, value)
                            .forEach(purpose -> facts.add("purpose:" + value.category() + " for " + purpose));
                }));
        catalogue.processors().forEach((code, processor) -> {
            facts.add("recipient:" + code);
            processor.countries().forEach(country -> facts.add("country:" + code + " in " + country));
            processor.fields().values().forEach(field -> facts.add("given:" + code + " gets " + field.category()));
        });
        catalogue.policy().rules().forEach((code, rule) -> facts.add(KEPT + code + " " + rule.keeps()));
        catalogue.policy().clauses().forEach(clause -> {
            if (Set.of(Kind.NEVER, Kind.GUARDS, Kind.RIGHT)
                    .contains(clause.getValue().kind())) {
                facts.add("promise:" + clause.getKey());
            }
        });
        return facts;
    }

    /** Why the change from one set of facts to another is material; empty when it is not. */
    static List<String> material(Set<String> before, Set<String> after) {
        List<String> reasons = new ArrayList<>();
        after.stream()
                .filter(fact -> !before.contains(fact))
                .forEach(fact -> ADDED.forEach((kind, words) -> {
                    if (fact.startsWith(kind)) {
                        reasons.add(words + fact.substring(kind.length()));
                    }
                }));
        before.stream()
                .filter(fact -> fact.startsWith("promise:") && !after.contains(fact))
                .forEach(fact -> reasons.add("a promise is gone: " + fact.substring("promise:".length())));
        Map<String, String> kept = kept(before);
        kept(after).forEach((rule, period) -> {
            if (kept.containsKey(rule) && longer(period, kept.get(rule))) {
                reasons.add("kept longer: " + rule + " " + period);
            }
        });
        return reasons;
    }

    private static Map<String, String> kept(Set<String> facts) {
        Map<String, String> kept = new TreeMap<>();
        facts.stream().filter(fact -> fact.startsWith(KEPT)).forEach(fact -> {
            String[] parts = fact.substring(KEPT.length()).split(" ");
            kept.put(parts[0], parts[1]);
        });
        return kept;
    }

    private static boolean longer(String period, String than) {
        return Duration.between(DAY, DAY.plus(Rule.amount(period)))
                        .compareTo(Duration.between(DAY, DAY.plus(Rule.amount(than))))
                > 0;
    }
}
