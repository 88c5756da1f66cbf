package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Database.DatabaseRefusal;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.CatalogueReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What everybody can read about privacy, and that it is what the catalogue says. */
@ExtendWith(SharedPlatform.class)
class PolicyE2E {

    private final Catalogue catalogue = CatalogueReader.read(getClass().getClassLoader());
    private Platform platform;
    private Api anybody;

    @BeforeEach
    void open(Platform shared) {
        platform = shared;
        anybody = shared.api();
    }

    @Test
    @Proves("9-versions")
    void thePageShowsItsDateAndItsVersionStaysReadable() {
        String page = anybody.get("/privacy-policy").expect(200).text();
        JsonNode versions =
                anybody.get("/v1/policies/privacy/versions").expect(200).body().path("versions");
        int version = versions.path(0).path("version").asInt();

        assertThat(page).containsPattern("Last updated: \\d{4}-\\d{2}-\\d{2}\\. Version " + version);
        assertThat(anybody.get("/privacy-policy/" + version).expect(200).text()).isEqualTo(page);
        anybody.get("/privacy-policy/999").expect(404);
    }

    @Test
    @Proves("9-versions")
    void notEvenASuperuserChangesAVersion() {
        try (Database database = Database.of(platform)) {
            for (String change : List.of(
                    "update compliance.policy_version set document = '{}'", "delete from compliance.policy_version")) {
                assertThatExceptionOfType(DatabaseRefusal.class)
                        .as(change)
                        .isThrownBy(() -> database.execute(change))
                        .satisfies(refusal -> assertThat(refusal.state()).isEqualTo("P0001"));
            }
        }
    }

    @Test
    @Proves("10-contact")
    void theContactAddressIsOnThePage() {
        assertThat(anybody.get("/privacy-policy").expect(200).text()).contains("Write to privacy@in2peta.local.");
    }

    @Test
    @Proves("10-other")
    void theCookiePolicyIsPublishedAndVersionedAlike() {
        assertThat(anybody.get("/cookie-policy").expect(200).text()).contains("Cookie policy", "Version 1.");
        assertThat(anybody.get("/v1/policies/cookies/versions")
                        .expect(200)
                        .body()
                        .path("versions"))
                .isNotEmpty();
        anybody.get("/v1/policies/secret/versions").expect(404);
    }

    @Test
    @Proves("7-india")
    void theRecipientsAreNamedWithTheirCountries() {
        JsonNode recipients = document().path("tables").path("recipients").path("rows");

        assertThat(StreamSupport.stream(recipients.spliterator(), false)
                        .collect(Collectors.toMap(
                                row -> row.path(0).asText(), row -> row.path(3).asText())))
                .isEqualTo(catalogue.processors().values().stream()
                        .collect(Collectors.toMap(
                                Catalogue.Processor::title, processor -> String.join(", ", processor.countries()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/privacy-policy", "/cookie-policy", "/v1/models", "/health/ready", "/openapi"})
    @Proves("1.5-cookies")
    void nothingSetsACookie(String path) {
        Api.Answer answer = anybody.get(path);

        assertThat(answer.headers()).doesNotContainKeys("set-cookie", "Set-Cookie");
    }

    @Test
    void theDocumentSaysWhatTheCatalogueSays() {
        Map<String, String> sentences = StreamSupport.stream(
                        document().path("sections").spliterator(), false)
                .flatMap(section -> section.path("sentences").properties().stream())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asText()));

        assertThat(sentences)
                .containsEntry(
                        "5-predictions",
                        "Inputs and outputs of predictions: 30 days after the prediction has ended, then gone for good.")
                .containsEntry("5-api-log", "API usage logs: 90 days.")
                .doesNotContainKey("1.2-stripe");
        assertThat(document().path("tables").path("purposes").path("rows")).hasSize(8);
    }

    @Test
    void globalPrivacyControlIsTold() {
        assertThat(anybody.get("/.well-known/gpc.json")
                        .expect(200)
                        .body()
                        .path("gpc")
                        .asBoolean())
                .isTrue();
    }

    private JsonNode document() {
        return anybody.get("/.well-known/privacy-policy.json")
                .expect(200)
                .body()
                .path("document");
    }
}
