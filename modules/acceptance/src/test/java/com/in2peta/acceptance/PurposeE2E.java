package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Data is seen for a purpose that is named and open, and for no other. */
@ExtendWith(SharedPlatform.class)
class PurposeE2E {

    private Platform platform;
    private Customer customer;
    private String organization;

    @BeforeEach
    void open(Platform shared) {
        platform = shared;
        customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        try (Database database = Database.of(platform)) {
            organization = database.rows(
                            "select organization_id from identity.organization where username = ?", customer.username())
                    .get(0);
        }
    }

    @Test
    @Proves("1.4-purpose")
    void whoNamesNoPurposeSeesNothing() {
        assertThat(keysSeen("account")).isEqualTo(1);
        assertThat(keysSeen("")).isZero();
    }

    @Test
    @Proves({"6-restrict", "1.4-purpose"})
    void aClosedPurposeIsRefusedByTheApiAndByTheDatabaseAndOpensAgain() {
        try (Database database = Database.of(platform)) {
            database.execute("insert into kernel.closed_purpose (organization_id, purpose, ground, since) values ('"
                    + organization + "', 'inference', 'restriction', now())");
            assertThat(keysSeen("inference")).isZero();
            assertThat(keysSeen("account")).isEqualTo(1);
            Platform.await(
                    "predictions to be refused",
                    20,
                    () -> customer.api()
                            .get("/v1/predictions")
                            .body()
                            .path("code")
                            .asText()
                            .equals("processing-restricted"));
            Platform.await("creates to be refused", 20, () -> create().equals("processing-restricted"));
            customer.api().get("/v1/account").expect(200);

            database.execute("delete from kernel.closed_purpose where organization_id = '" + organization + "'");
        }
        Platform.await(
                "predictions again",
                20,
                () -> customer.api().get("/v1/predictions").status() == 200);
    }

    @Test
    @Proves("6-object")
    void globalPrivacyControlIsAnObjectionToTrends() {
        customer.api().raw("GET", "/v1/account", new byte[0], "Sec-GPC", "1").expect(200);

        try (Database database = Database.of(platform)) {
            assertThat(database.rows(
                            "select purpose, ground from kernel.closed_purpose where organization_id = ?::uuid",
                            organization))
                    .containsExactly("trends|global-privacy-control");
        }
    }

    @Test
    @Proves("7-safeguards")
    void excludedCountriesAreKept() {
        customer.api()
                .raw("PUT", "/v1/privacy/excluded-countries", "{\"countries\":[\"US\",\"SG\"]}".getBytes())
                .expect(200);

        assertThat(customer.api()
                        .get("/v1/privacy/excluded-countries")
                        .expect(200)
                        .body()
                        .path("countries"))
                .extracting(com.fasterxml.jackson.databind.JsonNode::asText)
                .containsExactly("SG", "US");
        customer.api()
                .raw("PUT", "/v1/privacy/excluded-countries", "{\"countries\":[\"usa\"]}".getBytes())
                .expect(400);
    }

    private String create() {
        return customer.api()
                .post("/v1/models/in2peta/language-identifier/predictions", Map.of("input", Map.of("text", "bonjour")))
                .body()
                .path("code")
                .asText();
    }

    private long keysSeen(String purpose) {
        try (Database database = Database.of(platform).as("in2p_app")) {
            database.rows(
                    "select set_config('app.organization', ?, false), set_config('app.purpose', ?, false)",
                    organization,
                    purpose);
            return database.number("select count(*) from identity.api_key");
        }
    }
}
