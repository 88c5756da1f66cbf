package com.in2peta.compliance.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Table;
import com.in2peta.kernel.privacy.Catalogue.Value;
import com.in2peta.kernel.privacy.Policy;
import com.in2peta.kernel.privacy.Policy.PurposeOfUse;
import com.in2peta.kernel.privacy.Policy.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The record of processing activities (GDPR art. 30(1)), made from the catalogue: for each purpose and kind of data the basis in every
 * regime, the recipients with their countries, the time, and the elements.
 */
final class ProcessingRecord {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One line of the record. */
    record Line(
            String purpose,
            String category,
            Set<String> elements,
            Set<String> recipients,
            Set<String> countries,
            Set<String> rules) {}

    private final Catalogue catalogue;
    private final Map<String, Line> lines = new TreeMap<>();

    private ProcessingRecord(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    static ProcessingRecord of(Catalogue catalogue) {
        ProcessingRecord record = new ProcessingRecord(catalogue);
        catalogue
                .tables()
                .forEach((name, table) ->
                        table.personal().forEach((column, value) -> record.add(name + "." + column, table, value)));
        catalogue
                .documents()
                .forEach((name, document) -> document.personal()
                        .forEach((key, value) -> record.add(name + "/" + key, value.purposes(), value.category())));
        catalogue
                .processors()
                .forEach((code, processor) -> processor
                        .fields()
                        .values()
                        .forEach(field -> field.purposes()
                                .forEach(purpose -> record.line(purpose, field.category(), line -> {
                                    line.recipients().add(processor.title());
                                    line.countries().addAll(processor.countries());
                                }))));
        return record;
    }

    private void add(String element, Table table, Value value) {
        List<String> purposes = Catalogue.purposes(table, value);
        add(element, purposes, value.category());
        table.rule()
                .ifPresent(rule -> purposes.forEach(purpose ->
                        line(purpose, value.category(), line -> line.rules().add(rule))));
    }

    private void add(String element, List<String> purposes, String category) {
        purposes.forEach(
                purpose -> line(purpose, category, line -> line.elements().add(element)));
    }

    private void line(String purpose, String category, java.util.function.Consumer<Line> change) {
        change.accept(lines.computeIfAbsent(
                purpose + " " + category,
                key -> new Line(
                        purpose, category, new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>())));
    }

    /** RFC 4180, with a heading. */
    String csv() {
        Policy policy = catalogue.policy();
        List<String> head = new ArrayList<>(List.of("purpose", "legal_basis"));
        policy.regimes().keySet().forEach(regime -> head.add("basis_" + regime));
        head.addAll(List.of("category", "elements", "recipients", "countries", "kept", "security"));
        StringBuilder csv = new StringBuilder(row(head));
        for (Line line : lines.values()) {
            PurposeOfUse purpose = policy.purposes().get(line.purpose());
            List<String> cells = new ArrayList<>(List.of(purpose.title(), purpose.legal()));
            policy.regimes()
                    .keySet()
                    .forEach(regime -> cells.add(purpose.basis().get(regime)));
            cells.addAll(List.of(
                    policy.categories().get(line.category()).title(),
                    String.join("; ", line.elements()),
                    String.join("; ", line.recipients()),
                    String.join("; ", line.countries()),
                    String.join("; ", line.rules().stream().map(this::kept).toList()),
                    "row-level security; TLS; roles of least privilege"));
            csv.append(row(cells));
        }
        return csv.toString();
    }

    private String kept(String rule) {
        Rule found = catalogue.policy().rule(rule);
        return found.title() + ": " + found.keeps() + " from " + found.from();
    }

    private static String row(List<String> cells) {
        return String.join(",", cells.stream().map(ProcessingRecord::cell).toList()) + "\r\n";
    }

    /** Quoted always; what a spreadsheet would take for a formula is made a text. */
    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** https://w3id.org/dpv: one {@code PersonalDataHandling} for each line. */
    String jsonLd(String controller) {
        List<Map<String, Object>> handlings = new ArrayList<>();
        for (Line line : lines.values()) {
            PurposeOfUse purpose = catalogue.policy().purposes().get(line.purpose());
            Map<String, Object> handling = new LinkedHashMap<>();
            handling.put("@type", "dpv:PersonalDataHandling");
            handling.put("dpv:hasPurpose", Map.of("rdfs:label", purpose.title()));
            handling.put("dpv:hasLegalBasis", purpose.basis());
            handling.put(
                    "dpv:hasPersonalData",
                    Map.of(
                            "@id",
                            catalogue.policy().categories().get(line.category()).dpv()));
            handling.put("dpv:hasRecipient", line.recipients());
            handling.put("dpv:hasLocation", line.countries());
            handling.put(
                    "dpv:hasStorageCondition",
                    line.rules().stream().map(this::kept).toList());
            handlings.add(handling);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "@context",
                Map.of(
                        "dpv", "https://w3id.org/dpv#",
                        "dpv-pd", "https://w3id.org/dpv/pd#",
                        "rdfs", "http://www.w3.org/2000/01/rdf-schema#"));
        document.put("@type", "dpv:RecordOfProcessingActivities");
        document.put("dpv:hasDataController", Map.of("dpv:hasContact", controller));
        document.put("dpv:hasPersonalDataHandling", handlings);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // maps of texts can be written
        }
    }
}
