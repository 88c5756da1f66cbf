package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.ExportClass;
import com.in2peta.kernel.privacy.Catalogue.Table;
import com.in2peta.kernel.privacy.CatalogueReader;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is in a package. The same one is looked at from all sides. */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportE2E {

    private static final Catalogue CATALOGUE = CatalogueReader.read(ExportE2E.class.getClassLoader());
    private static final String FORMULA = "=HYPERLINK(\"x\"),\nthen 'more', \\n and é\tend";
    private static final String CANARY = "canary-of-somebody-else";

    /** Of a text, so that it takes more than one piece. */
    private static final int FILE_REPEATS = 100_000;

    private Platform platform;
    private Customer customer;
    private ExportPackage all;
    private ExportPackage portable;

    @BeforeAll
    void makeThePackage(Platform shared) {
        platform = shared;
        customer = newCustomer(FORMULA, "what I asked");
        newCustomer(CANARY, CANARY);
        try (Database database = Database.of(platform)) {
            database.execute("""
                    update identity.api_key set created_by = (select p.id from identity.person p
                        join identity.staff_role s on s.person_id = p.id limit 1)
                    where organization_id = (select organization_id from identity.organization where username = '%s')
                        and revoked_at is not null""".formatted(customer.username()));
            // As numbers 9 comes before 10, as texts it does not.
            database.execute("""
                    insert into compliance.policy_notice (organization_id, person_id, kind, version)
                    select p.organization_id, p.id, 'cookies', v from identity.person p
                        join identity.organization o using (organization_id), unnest(array[9, 10]) v
                    where o.username = '%s'""".formatted(customer.username()));
            all = ExportPackage.fetch(platform, customer, "access");
            portable = ExportPackage.fetch(platform, customer, "portability");
        }
    }

    private Customer newCustomer(String description, String text) {
        Customer somebody = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        somebody.buy("inr-500");
        ObjectNode model = Customer.model("language-identifier").put("description", description);
        String version = somebody.publish("language-identifier", model);
        somebody.predict(version, Api.JSON.valueToTree(Map.of("text", text)), "Prefer", "wait")
                .expect(201);
        somebody.upload(text, "text/plain", text.repeat(FILE_REPEATS).getBytes(StandardCharsets.UTF_8));
        JsonNode spare = somebody.apiByToken()
                .post("/v1/api-keys", Map.of("name", "spare"))
                .expect(201)
                .body();
        somebody.apiByToken()
                .delete("/v1/api-keys/" + spare.path("id").asText())
                .expect(204);
        return somebody;
    }

    @Test
    @Proves({
        "1.1-name",
        "1.1-email",
        "1.2-order",
        "1.2-razorpay-ids",
        "1.3-api-log",
        "1.3-credits",
        "1.3-key-meta",
        "1.4-inputs",
        "1.4-outputs",
        "1.4-files",
        "1.4-model-meta",
        "6-access"
    })
    void everyColumnOfTheCatalogueIsInItOnceOrLeftOutWithAReason() {
        Set<String> shown = shown(all);
        Set<String> left = new TreeSet<>();
        all.json("EXCLUDED.json").forEach(excluded -> {
            assertThat(excluded.path("reason").asText()).isNotBlank();
            assertThat(excluded.path("article").asText()).isNotBlank();
            left.add(excluded.path("element").asText());
        });
        CATALOGUE.tables().forEach((name, table) -> {
            if (table.owner().isEmpty()) {
                return;
            }
            Set<String> columns = new TreeSet<>(table.personal().keySet());
            columns.addAll(table.other().keySet());
            for (String column : columns) {
                boolean isLeft = left.contains(name) || left.contains(name + "." + column);
                assertThat(shown.contains(name + "." + column))
                        .as("%s.%s is shown or left out, and not both", name, column)
                        .isNotEqualTo(isLeft);
            }
        });
    }

    /** Every column in every row, and once: the schemas are closed, so nothing else is there. */
    private static Set<String> shown(ExportPackage of) {
        Set<String> shown = new TreeSet<>();
        of.manifest().path("elements").fieldNames().forEachRemaining(table -> {
            JsonNode row = of.json("schemas/" + table + ".schema.json").at("/$defs/row");
            assertThat(row.path("additionalProperties").asBoolean(true)).isFalse();
            row.path("required").forEach(column -> shown.add(table + "." + column.asText()));
            of.rows(table)
                    .forEach(found -> assertThat(found.fieldNames())
                            .toIterable()
                            .containsExactlyElementsOf(
                                    () -> row.path("properties").fieldNames()));
        });
        return shown;
    }

    @Test
    void theContentOfAFileIsItsPiecesOneAfterTheOther() {
        StringBuilder content = new StringBuilder();
        all.rows("inference.file_chunk")
                .forEach(chunk -> content.append(chunk.path("content").asText()));

        assertThat(all.rows("inference.file_chunk")).hasSizeGreaterThan(1);
        assertThat(new String(Base64.getDecoder().decode(content.toString()), StandardCharsets.UTF_8))
                .isEqualTo("what I asked".repeat(FILE_REPEATS));
        assertThat(all.rows("inference.file").get(0).at("/details/name").asText())
                .isEqualTo("what I asked");
    }

    @Test
    @Proves("6-access")
    void theRowWithTheGreatestNumberIsInItToo() {
        assertThat(all.rows("compliance.policy_notice").findValuesAsText("version"))
                .contains("9", "10");
    }

    @Test
    @Proves("6-port")
    void portabilityHasWhatWasProvidedAndObserved() {
        Set<String> wanted = new TreeSet<>();
        for (Map.Entry<String, Table> table : CATALOGUE.tables().entrySet()) {
            if (table.getValue().owner().isPresent()
                    && table.getValue()
                            .export()
                            .filter(c -> c != ExportClass.DERIVED)
                            .isPresent()) {
                wanted.add(table.getKey());
            }
        }

        assertThat(portable.manifest().path("elements").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(portable.manifest().path("kind").asText()).isEqualTo("portability");
    }

    @Test
    void itsNumbersAreThoseOfTheDatabase() {
        try (Database database = Database.of(platform)) {
            String mine = "'" + organization(database) + "'";
            String me = "(select id from identity.person where organization_id = " + mine + ")";
            all.manifest().path("elements").properties().forEach(element -> {
                JsonNode total = element.getValue();
                assertThat(total.path("rows").asLong())
                        .isEqualTo(total.path("counted").asLong());
                assertThat(total.path("changed").asLong()).as(element.getKey()).isZero();
                assertThat(all.rows(element.getKey()))
                        .hasSize(total.path("rows").asInt());
                Table table = CATALOGUE.tables().get(element.getKey());
                boolean person = table.owner().orElseThrow().person().isPresent();
                if (!Set.of("inference.usage_log", "compliance.request").contains(element.getKey())) {
                    assertThat(total.path("rows").asLong())
                            .as(element.getKey())
                            .isEqualTo(database.number("select count(*) from " + element.getKey() + " where "
                                    + table.owner().orElseThrow().column() + " = " + (person ? me : mine)));
                }
            });
        }
        assertThat(all.rows("inference.payload")).hasSize(1);
        assertThat(all.rows("inference.payload").get(0).at("/input/text").asText())
                .isEqualTo("what I asked");
        assertThat(all.rows("identity.person").get(0).path("email").asText()).isEqualTo(customer.email());
        assertThat(all.rows("identity.person").get(0).path("name").asText()).isEqualTo("Test Person");
    }

    private String organization(Database database) {
        return database.rows(
                        "select organization_id from identity.organization where username = ?", customer.username())
                .get(0);
    }

    @Test
    void theManifestListsEveryFileWithItsDigest() throws Exception {
        Set<String> listed = new TreeSet<>(Set.of("README.html", "manifest.json", "manifest.sig"));
        for (JsonNode file : all.manifest().path("files")) {
            byte[] content = all.files().get(file.path("path").asText());
            assertThat(content).hasSize(file.path("bytes").asInt());
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
                    .isEqualTo(file.path("sha256").asText());
            listed.add(file.path("path").asText());
        }

        assertThat(all.files().keySet()).containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void everyJsonFileIsWhatItsSchemaSays() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Schema meta = registry.getSchema(
                com.networknt.schema.SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
        List<String> wrong = new ArrayList<>();
        for (String path : all.files().keySet()) {
            if (path.startsWith("schemas/")) {
                meta.validate(all.text(path), InputFormat.JSON).forEach(error -> wrong.add(path + ": " + error));
            }
        }
        List<JsonNode> files = new ArrayList<>();
        all.manifest().path("files").forEach(files::add);
        files.add(
                Api.JSON.createObjectNode().put("path", "manifest.json").put("schema", "schemas/manifest.schema.json"));
        for (JsonNode file : files) {
            String path = file.path("path").asText();
            if (path.endsWith(".json") && !path.startsWith("schemas/")) {
                Schema schema = registry.getSchema(all.json(file.path("schema").asText()));
                schema.validate(all.text(path), InputFormat.JSON).forEach(error -> wrong.add(path + ": " + error));
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void csvSaysTheSameAsJsonAndHoldsNoFormula() {
        List<List<String>> csv = ExportPackage.csv(all.text("data/models/model.csv"));
        JsonNode row = all.rows("models.model").get(0);

        assertThat(csv).hasSize(2);
        for (int i = 0; i < csv.get(0).size(); i++) {
            JsonNode value = row.path(csv.get(0).get(i));
            assertThat(csv.get(1).get(i))
                    .isEqualTo(value.isNull() ? null : value.isTextual() ? value.asText() : value.toString());
        }
        assertThat(row.path("description").asText()).isEqualTo(FORMULA);
        assertThat(all.text("data/models/model.csv")).contains("\"'=HYPERLINK");
    }

    @Test
    void nobodyElseIsInIt() {
        List<String> others;
        try (Database database = Database.of(platform)) {
            others = database.rows("""
                    select organization_id from identity.organization where username <> '%s' and kind = 'personal'
                    union all select p.id from identity.person p join identity.organization o using (organization_id)
                    where o.username <> '%s'""".formatted(customer.username(), customer.username()));
        }
        for (String path : all.files().keySet()) {
            assertThat(all.text(path)).as(path).doesNotContain(CANARY).doesNotContain(others);
        }
        assertThat(all.rows("identity.api_key").findValuesAsText("created_by"))
                .anySatisfy(token -> assertThat(token).matches("other-[0-9a-f]{32}"));
    }

    @Test
    void theSignatureHoldsForEveryByteOfTheManifest() {
        String signature = all.text("manifest.sig");
        byte[] manifest = all.files().get("manifest.json").clone();

        assertThat(DetachedSignature.holds(platform, signature, manifest)).isTrue();
        manifest[manifest.length / 2] ^= 1;
        assertThat(DetachedSignature.holds(platform, signature, manifest)).isFalse();
    }

    @Test
    void whatIsKeptOfItIsUnreadable() {
        try (Database database = Database.of(platform)) {
            assertThat(database.number("""
                    select count(*) from compliance.export_chunk
                    where organization_id = '%s' and position('%s'::bytea in content) > 0""".formatted(organization(database), customer.username())))
                    .isZero();
            assertThat(database.number("select count(*) from compliance.export_chunk where organization_id = '"
                            + organization(database) + "'"))
                    .isPositive();
        }
    }
}
