package com.in2peta.acceptance.proof;

import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Policy.Clause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which tests prove which clause. A clause may be without a proof only while it waits for a part of the platform that does not exist; once
 * the part is in the catalogue, so must be a proof.
 */
public final class Coverage {

    /** The browser's part of the platform: it is there when the catalogue names something that lies in a browser. */
    private static final String CONSOLE = "console";

    private final Catalogue catalogue;
    private final Map<String, TreeSet<String>> proofs = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    public Coverage(Catalogue catalogue) {
        this.catalogue = catalogue;
        catalogue.policy().clauses().forEach(clause -> proofs.put(clause.getKey(), new TreeSet<>()));
    }

    /** A test says that it proves a clause. */
    public void add(String clause, String test) {
        if (proofs.containsKey(clause)) {
            proofs.get(clause).add(test);
        } else {
            faults.add(test + " proves " + clause + ", and there is no such clause");
        }
    }

    /** What is not proven and has no excuse. */
    public List<String> faults() {
        List<String> all = new ArrayList<>(faults);
        catalogue.policy().clauses().forEach(entry -> {
            Optional<String> missing = entry.getValue().waits().filter(part -> !exists(part));
            if (proofs.get(entry.getKey()).isEmpty() && missing.isEmpty()) {
                all.add("clause " + entry.getKey() + " has no proof"
                        + entry.getValue()
                                .waits()
                                .map(part -> ", and " + part + " is there")
                                .orElse(""));
            }
        });
        return all;
    }

    /** Tests that should have proven something and did not run to a good end. */
    public List<String> notProven(Collection<String> succeeded) {
        Set<String> missing = new TreeSet<>();
        proofs.values().forEach(missing::addAll);
        missing.removeAll(succeeded);
        return missing.stream().map(test -> test + " did not run, or failed").toList();
    }

    /** The table of docs/privacy.md, a line for each clause. */
    public String table() {
        StringBuilder table = new StringBuilder("| clause | proven by |\n|---|---|\n");
        catalogue
                .policy()
                .clauses()
                .forEach(entry -> table.append("| ")
                        .append(entry.getKey())
                        .append(" | ")
                        .append(proofs(entry.getKey(), entry.getValue()))
                        .append(" |\n"));
        return table.toString();
    }

    private String proofs(String id, Clause clause) {
        String tests = String.join(", ", proofs.get(id));
        String waits = clause.waits()
                .filter(part -> !exists(part))
                .map(part -> "waits for " + part)
                .orElse("");
        return tests.isEmpty() ? waits : tests + (waits.isEmpty() ? "" : "; " + waits);
    }

    private boolean exists(String part) {
        return part.equals(CONSOLE)
                ? !catalogue.browser().isEmpty()
                : catalogue.processors().containsKey(part);
    }
}
