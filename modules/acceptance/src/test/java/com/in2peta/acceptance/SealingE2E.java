package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is sealed cannot be read in the database, and what was destroyed in the key store cannot be read anywhere. */
class SealingE2E {

    private static final long PATIENCE_SECONDS = 240;
    /** How long a node may remember a key, and some time to look. */
    private static final long MINUTE = 65;

    private static final String NAME = "Ottilie Quendelbach";
    private static final int LONG_TEXT = 100_000;

    private static Platform platform;

    @BeforeAll
    static void start() {
        platform = Platform.start(SharedPlatform.folder("sealing"));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    @Proves({"1.1-name", "1.1-email", "1.4-inputs", "1.4-outputs"})
    void nobodyReadsInTheDatabaseWhatPeopleWrote() {
        String address = "Ottilie." + UUID.randomUUID().toString().substring(0, 8) + "@Example.org";
        signUp(address).expect(202);
        Customer customer = buyer();
        String input = "Der Quendelbach fließt " + UUID.randomUUID();
        JsonNode ended = predict(customer, customer.publish("language-identifier"), input);
        String writer = customer.publish("text-generator");
        JsonNode running =
                customer.predict(writer, prompt(LONG_TEXT)).expect(201).body();
        awaitOutput(customer, running);
        String inFlight = get(customer, running).path("output").toString();
        JsonNode failed = ended(customer, failing(customer));

        try (Database database = Database.of(platform)) {
            List<String> needles =
                    new ArrayList<>(List.of(NAME, address, address.toLowerCase(java.util.Locale.ROOT), input));
            needles.add(inFlight.substring(0, Math.min(inFlight.length() - 1, 60)));
            needles.add(ended.path("output").toString());
            needles.add(failed.path("error").asText());
            for (String needle : needles) {
                assertThat(needle).hasSizeGreaterThan(10);
                assertThat(database.columnsWith(needle)).as(needle).isEmpty();
            }
            customer.api().post("/v1/predictions/" + running.path("id").asText() + "/cancel", Map.of());
            assertThat(database.columnsWith(needles.get(4))).isEmpty();

            database.execute("create table public.planted as select '" + NAME + " was here' as a, convert_to('" + NAME
                    + "', 'UTF8') as b");
            assertThat(database.columnsWith(NAME)).containsExactlyInAnyOrder("planted.a", "planted.b");
            database.execute("drop table public.planted");
        }
    }

    @Test
    void theOwnerOfANameReadsItAndNoTokenCarriesIt() {
        String address = "ottilie-" + UUID.randomUUID().toString().substring(0, 8) + "@example.org";
        signUp(address).expect(202);

        String token = login("  " + address.toUpperCase(java.util.Locale.ROOT) + " ")
                .expect(200)
                .body()
                .path("access_token")
                .asText();

        assertThat(platform.api()
                        .as(token)
                        .get("/v1/account")
                        .expect(200)
                        .body()
                        .path("name")
                        .asText())
                .isEqualTo(NAME);
        assertThat(Tokens.claims(token).toString()).doesNotContain("Ottilie").doesNotContain(address);
        Platform.await(
                "the mail",
                PATIENCE_SECONDS,
                () -> platform.api()
                        .get(platform.ready().path("mailUrl").asText() + "/messages?to=" + address)
                        .text()
                        .contains("Hello " + NAME));
    }

    @Test
    @Proves("5-predictions")
    void aDestroyedKeyEndsContentWithinAMinuteThoughTheRowsAreThere() {
        Customer gone = buyer();
        Customer other = buyer();
        String version = gone.publish("language-identifier");
        JsonNode ended = predict(gone, version, "This will be gone.");
        JsonNode kept = predict(other, other.publish("language-identifier"), "This will stay for a while.");

        try (Database database = Database.of(platform);
                Database keys = Database.keysOf(platform)) {
            List<String> rows = content(database, gone);
            destroyOwner(keys, organization(database, gone));
            awaitRemoved(gone, ended);

            JsonNode removed = get(gone, ended);
            assertThat(removed.path("status").asText()).isEqualTo("succeeded");
            assertThat(removed.path("input").isNull()).isTrue();
            assertThat(removed.path("output").isNull()).isTrue();
            assertThat(content(database, gone)).isEqualTo(rows).isNotEmpty();
            assertThat(gone.predict(version, text("More?")).code()).isEqualTo("not-found");
            assertThat(get(other, kept)).isEqualTo(kept);

            keys.execute("delete from keystore.period_key where kind = 'content'");
            awaitRemoved(other, kept);
            assertThat(content(database, other)).isNotEmpty();
            assertThat(database.brokenInvariants()).isEmpty();
        }
    }

    @Test
    void aPredictionWhoseKeyIsDestroyedInFlightFailsAndFreesItsHold() {
        Customer customer = buyer();
        String version = customer.publish("language-identifier");
        platform.whileHanging("worker", () -> {
            JsonNode waiting = customer.predict(version, text("Nobody will read this."))
                    .expect(201)
                    .body();
            assertThat(customer.balance("held_micros")).isPositive();
            try (Database database = Database.of(platform);
                    Database keys = Database.keysOf(platform)) {
                destroyOwner(keys, organization(database, customer));

                JsonNode ended = ended(customer, waiting);

                assertThat(ended.path("status").asText()).isEqualTo("failed");
                assertThat(ended.path("error").asText()).contains("destroyed");
                assertThat(ended.path("data_removed").asBoolean()).isTrue();
                assertThat(ended.path("metrics").path("cost_micros").asLong(-1)).isZero();
                assertThat(customer.balance("held_micros")).isZero();
                assertThat(content(database, customer)).isEmpty();
                assertThat(database.brokenInvariants()).isEmpty();
            }
        });
    }

    @Test
    void withoutTheKeyStoreTheServiceIsUnavailableAndThenItIsBack() {
        Customer customer = buyer();
        String version = customer.publish("language-identifier");
        JsonNode before = predict(customer, version, "Before.");
        platform.whileHanging(
                "launcher",
                () -> { // which would start it again at once
                    platform.kill("keys");
                    Answer refused = signUp("nobody-" + UUID.randomUUID() + "@example.org");

                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.code()).isEqualTo("unavailable");
                });
        platform.awaitServing();

        signUp("somebody-" + UUID.randomUUID() + "@example.org").expect(202);
        assertThat(get(customer, before)).isEqualTo(before);
        predict(customer, version, "After.");
    }

    @Test
    void aRestartKeepsEverythingReadable() {
        Customer customer = buyer();
        JsonNode before = predict(customer, customer.publish("language-identifier"), "Still here.");
        String key = customer.key();
        platform.close();

        platform = Platform.start(SharedPlatform.data("sealing"));

        Api api = platform.api().as(key);
        JsonNode after = api.get("/v1/predictions/" + before.path("id").asText())
                .expect(200)
                .body();
        assertThat(after.path("input")).isEqualTo(before.path("input"));
        assertThat(after.path("output")).isEqualTo(before.path("output"));
        assertThat(api.get("/v1/account").expect(200).body().path("name").asText())
                .isEqualTo("Test Person");
    }

    private static Answer signUp(String address) {
        return platform.api()
                .post(
                        "/v1/auth/sign-up",
                        Map.of(
                                "name",
                                NAME,
                                "email",
                                address,
                                "password",
                                Customer.PASSWORD,
                                "username",
                                "u" + UUID.randomUUID().toString().substring(0, 12),
                                "age_confirmed",
                                true));
    }

    private static Answer login(String address) {
        return platform.api()
                .post("/v1/auth/login", new HashMap<>(Map.of("email", address, "password", Customer.PASSWORD)));
    }

    private static Customer buyer() {
        Customer customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        customer.buy("inr-500");
        return customer;
    }

    private static JsonNode predict(Customer customer, String version, String text) {
        return ended(
                customer,
                customer.predict(version, text(text), "Prefer", "wait")
                        .expect(201)
                        .body());
    }

    private static JsonNode failing(Customer customer) {
        ObjectNode model = Customer.model("language-identifier");
        model.putObject("target").put("provider", "worker").put("endpoint", "nothing-here");
        return customer.predict(customer.publish("broken", model), text("hello"))
                .expect(201)
                .body();
    }

    private static JsonNode ended(Customer customer, JsonNode prediction) {
        Platform.await(
                "the end",
                PATIENCE_SECONDS,
                () -> !get(customer, prediction).path("completed_at").isNull());
        return get(customer, prediction);
    }

    private static void awaitOutput(Customer customer, JsonNode prediction) {
        Platform.await(
                "some output",
                PATIENCE_SECONDS,
                () -> get(customer, prediction).path("output").size() > 0);
    }

    private static void awaitRemoved(Customer customer, JsonNode prediction) {
        Platform.await(
                "the removal of content",
                MINUTE,
                () -> get(customer, prediction).path("data_removed").asBoolean());
    }

    private static JsonNode get(Customer customer, JsonNode prediction) {
        return customer.api()
                .get("/v1/predictions/" + prediction.path("id").asText())
                .expect(200)
                .body();
    }

    private static String organization(Database database, Customer customer) {
        return database.rows(
                        "select organization_id from identity.organization where username = ?", customer.username())
                .get(0);
    }

    private static List<String> content(Database database, Customer customer) {
        return database.rows(
                "select prediction_id, sealed_key, input, output from inference.payload where organization_id = ?::uuid",
                organization(database, customer));
    }

    private static void destroyOwner(Database keys, String owner) {
        keys.rows("select keystore.destroy_owner(?::uuid, now())", owner);
    }

    private static JsonNode text(String text) {
        return Api.JSON.valueToTree(Map.of("text", text));
    }

    private static JsonNode prompt(int characters) {
        return Api.JSON.valueToTree(Map.of("prompt", "Once", "max_characters", characters));
    }
}
