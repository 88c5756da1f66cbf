package com.in2peta.compliance.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a package says beside the data (GDPR art. 15(1)): to whom, why, how long, and what is not in it. Made from the catalogue alone. */
final class PackageDocuments {

    static final String RECIPIENTS = "recipients.json";
    static final String PURPOSES = "purposes.json";
    static final String RETENTION = "retention.json";
    static final String EXCLUDED = "EXCLUDED.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private PackageDocuments() {}

    /** By path. */
    static Map<String, JsonNode> of(Catalogue catalogue, List<Element> elements, PackageKind kind) {
        Map<String, JsonNode> documents = new TreeMap<>();
        documents.put(RECIPIENTS, recipients(catalogue));
        documents.put(PURPOSES, purposes(catalogue, elements));
        documents.put(RETENTION, retention(catalogue, elements));
        documents.put(EXCLUDED, excluded(catalogue, kind));
        return documents;
    }

    private static JsonNode recipients(Catalogue catalogue) {
        ArrayNode all = JSON.createArrayNode();
        new TreeMap<>(catalogue.processors()).forEach((id, processor) -> {
            ObjectNode recipient = all.addObject();
            recipient.put("id", id).put("title", processor.title()).put("role", processor.role());
            processor.countries().forEach(recipient.putArray("countries")::add);
            ArrayNode fields = recipient.putArray("fields");
            new TreeMap<>(processor.fields()).forEach((path, field) -> {
                ObjectNode shown = fields.addObject().put("path", path).put("category", field.category());
                field.purposes().forEach(shown.putArray("purposes")::add);
            });
            ObjectNode deletion = recipient.putObject("deletion");
            deletion.put("outcome", processor.deletion().outcome());
            deletion.put("after", processor.deletion().after().orElse(null));
            deletion.put("why", processor.deletion().why());
        });
        return all;
    }

    private static JsonNode purposes(Catalogue catalogue, List<Element> elements) {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (Element element : elements) {
            Table table = catalogue.tables().get(element.table());
            element.fields()
                    .forEach(field -> Catalogue.purposes(table, table.personal().get(field.column()))
                            .forEach(purpose -> uses.computeIfAbsent(purpose, p -> new TreeSet<>())
                                    .add(element.table() + "." + field.column())));
        }
        ArrayNode all = JSON.createArrayNode();
        catalogue.policy().purposes().forEach((code, purpose) -> {
            ObjectNode shown = all.addObject();
            shown.put("purpose", code).put("title", purpose.title()).put("legal_basis", purpose.legal());
            shown.put("objectable", purpose.objectable());
            ObjectNode basis = shown.putObject("basis");
            purpose.basis().forEach(basis::put);
            uses.getOrDefault(code, Set.of()).forEach(shown.putArray("elements")::add);
        });
        return all;
    }

    private static JsonNode retention(Catalogue catalogue, List<Element> elements) {
        ArrayNode all = JSON.createArrayNode();
        for (Element element : elements) {
            catalogue.tables().get(element.table()).rule().ifPresent(code -> {
                var rule = catalogue.policy().rules().get(code);
                ObjectNode shown = all.addObject();
                shown.put("element", element.table()).put("rule", code).put("title", rule.title());
                shown.put("from", rule.from()).put("keeps", rule.keeps());
                shown.put("at_least", rule.floor().orElse(null));
                shown.put("destroyed_within", rule.destroyedWithin().orElse(null));
                shown.put("statute", rule.statute().orElse(null));
            });
        }
        return all;
    }

    private static JsonNode excluded(Catalogue catalogue, PackageKind kind) {
        ArrayNode all = JSON.createArrayNode();
        new TreeMap<>(catalogue.tables()).forEach((name, table) -> {
            if (table.owner().isEmpty()) {
                return; // nothing in it is about anybody
            }
            if (!kind.includes(table)) {
                boolean byKind = table.excluded().isEmpty();
                exclude(
                        all,
                        name,
                        byKind
                                ? "It was neither given by you nor observed of you."
                                : table.excluded().get(),
                        byKind ? "GDPR Art. 20(1)" : "GDPR Art. 15(4)");
                return;
            }
            table.personal()
                    .forEach((column, value) -> value.excluded()
                            .ifPresent(reason -> exclude(all, name + "." + column, reason, "GDPR Art. 15(4)")));
            table.other().forEach((column, reason) -> exclude(all, name + "." + column, reason, "GDPR Art. 4(1)"));
        });
        return all;
    }

    private static void exclude(ArrayNode all, String element, String reason, String article) {
        all.addObject().put("element", element).put("reason", reason).put("article", article);
    }
}
