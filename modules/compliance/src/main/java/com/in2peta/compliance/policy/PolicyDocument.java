package com.in2peta.compliance.policy;

import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Processor;
import com.in2peta.kernel.privacy.Policy;
import com.in2peta.kernel.privacy.Policy.Clause;
import com.in2peta.kernel.privacy.Policy.Rule;
import com.in2peta.kernel.privacy.Policy.Section;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The privacy policy as it is published, made from the catalogue and nothing else. A clause whose part of the platform does not exist is left
 * out: the policy says what is, not what may come.
 *
 * @param sections the text
 * @param tables the tables, by the name that a section gives
 */
public record PolicyDocument(List<Part> sections, Map<String, Grid> tables) {

    /** A section: its number, title, the sentences with their ids, and the table that follows them. */
    public record Part(String id, String title, Map<String, String> sentences, Optional<String> table) {}

    /** A table with a heading for each column. */
    public record Grid(List<String> head, List<List<String>> rows) {}

    /** The address stands where the text says {@code {contact}}. */
    static PolicyDocument privacy(Catalogue catalogue, String contact) {
        Map<String, Grid> tables = new LinkedHashMap<>();
        tables.put("purposes", purposes(catalogue.policy()));
        tables.put("recipients", recipients(catalogue));
        tables.put("retention", retention(catalogue));
        return of(catalogue, catalogue.policy().sections(), contact, tables);
    }

    static PolicyDocument cookies(Catalogue catalogue, String contact) {
        List<List<String>> rows = catalogue.browser().entrySet().stream()
                .map(item -> List.of(item.getKey(), item.getValue()))
                .toList();
        return of(
                catalogue,
                catalogue.policy().cookies(),
                contact,
                Map.of("browser", new Grid(List.of("Key", "What it holds"), rows)));
    }

    private static PolicyDocument of(
            Catalogue catalogue, List<Section> sections, String contact, Map<String, Grid> tables) {
        return new PolicyDocument(
                sections.stream()
                        .map(section -> part(catalogue, section, contact))
                        .toList(),
                tables);
    }

    private static Part part(Catalogue catalogue, Section section, String contact) {
        Map<String, String> sentences = new LinkedHashMap<>();
        section.clauses().forEach((id, clause) -> {
            if (clause.says().isPresent() && isReal(catalogue, clause)) {
                sentences.put(id, sentence(catalogue.policy(), clause, contact));
            }
        });
        return new Part(section.id(), section.title(), sentences, section.table());
    }

    private static boolean isReal(Catalogue catalogue, Clause clause) {
        return clause.waits()
                .map(part -> catalogue.processors().containsKey(part)
                        || part.equals("console") && !catalogue.browser().isEmpty())
                .orElse(true);
    }

    private static String sentence(Policy policy, Clause clause, String contact) {
        String text = clause.says().orElseThrow().replace("{contact}", contact);
        if (clause.rule().isEmpty()) {
            return text;
        }
        Rule rule = policy.rule(clause.rule().get());
        String floor = rule.floorPeriod().map(PolicyDocument::words).orElse("");
        return text.replace("{keeps}", words(rule.period())).replace("{floor}", floor);
    }

    private static Grid purposes(Policy policy) {
        List<List<String>> rows = new ArrayList<>();
        policy.purposes().values().forEach(purpose -> rows.add(List.of(purpose.title(), purpose.legal())));
        return new Grid(List.of("Purpose", "Legal basis"), rows);
    }

    private static Grid recipients(Catalogue catalogue) {
        List<List<String>> rows = new ArrayList<>();
        for (Processor processor : catalogue.processors().values()) {
            TreeSet<String> kinds = new TreeSet<>();
            processor
                    .fields()
                    .values()
                    .forEach(field -> kinds.add(catalogue
                            .policy()
                            .categories()
                            .get(field.category())
                            .title()));
            rows.add(List.of(
                    processor.title(),
                    processor.role(),
                    String.join(", ", kinds),
                    String.join(", ", processor.countries())));
        }
        return new Grid(List.of("Recipient", "What for", "What it gets", "Countries"), rows);
    }

    /** Which kinds of data each rule is about; a rule that no table follows is not shown. */
    private static Grid retention(Catalogue catalogue) {
        Map<String, TreeSet<String>> kinds = new TreeMap<>();
        catalogue
                .tables()
                .values()
                .forEach(table -> table.rule()
                        .filter(rule -> !table.personal().isEmpty())
                        .ifPresent(rule -> table.personal()
                                .values()
                                .forEach(value -> kinds.computeIfAbsent(rule, r -> new TreeSet<>())
                                        .add(catalogue
                                                .policy()
                                                .categories()
                                                .get(value.category())
                                                .title()))));
        List<List<String>> rows = new ArrayList<>();
        catalogue.policy().rules().forEach((code, rule) -> {
            if (kinds.containsKey(code)) {
                rows.add(List.of(rule.title(), String.join(", ", kinds.get(code)), kept(rule)));
            }
        });
        return new Grid(List.of("Data", "Which", "Kept"), rows);
    }

    private static String kept(Rule rule) {
        String statute = rule.statute().map(text -> " (" + text + ")").orElse("");
        boolean zero = rule.period().equals(Period.ZERO);
        return (zero ? "until the " + rule.from() : words(rule.period()) + " from the " + rule.from()) + statute;
    }

    /** {@code P7Y1D} is "7 years and 1 day". */
    static String words(TemporalAmount amount) {
        Stream<String> words = amount instanceof Period period
                ? Stream.of(
                        word(period.getYears(), "year"),
                        word(period.getMonths(), "month"),
                        word(period.getDays(), "day"))
                : Stream.of(
                        word(((Duration) amount).toHours(), "hour"),
                        word(((Duration) amount).toMinutesPart(), "minute"));
        List<String> said = words.filter(word -> !word.isEmpty()).toList();
        return said.isEmpty() ? "no time" : String.join(" and ", said);
    }

    private static String word(long count, String unit) {
        if (count == 0) {
            return "";
        }
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
