package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import com.in2peta.acceptance.support.StandIns;
import com.in2peta.kernel.privacy.CatalogueReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the privacy policy promises of those who run models holds for each of them. */
@ExtendWith(SharedPlatform.class)
class ProviderClausesE2E {

    /** Longer than what is on the register is remembered. */
    private static final long SECONDS = 60;

    private Platform platform;
    private StandIns standIns;
    private Customer customer;
    private Runs runs;

    @BeforeEach
    void signUp(Platform shared) {
        platform = shared;
        standIns = StandIns.of(platform);
        standIns.clear();
        customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        customer.buy("inr-500");
        runs = new Runs(customer);
    }

    @AfterEach
    void everyRunIsChargedOnce() {
        runs.areChargedOnce();
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"3.2-providers", "3.1-processors"})
    void getTheInputAndNothingAboutWhoAsked(Route route) {
        String canary = canary();

        runs.succeeded(runs.start(publish(route), Map.of("text", canary)));

        assertThat(standIns.requests(route.start()).toString()).contains(canary);
        for (var operation : route.operations()) {
            assertThat(standIns.requests(operation).toString())
                    .doesNotContainIgnoringCase(customer.username())
                    .doesNotContainIgnoringCase(customer.email())
                    .doesNotContainIgnoringCase("Test Person")
                    .doesNotContain(customer.key())
                    .doesNotContain(organization())
                    .doesNotContainIgnoringCase("forwarded");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RUNPOD", "KOYEB", "MODAL"})
    @Proves("3.2-instructed")
    void getNothingOnceTheirAgreementHasEnded(Route route) {
        String version = publish(route);
        shift(route, "-");
        String[] waiting = new String[1];
        try {
            Platform.await("the calls to stop", SECONDS, () -> {
                String canary = canary();
                Answer answer =
                        customer.predict(version, Api.JSON.valueToTree(Map.of("text", canary)), "Prefer", "wait=5");
                assertThat(answer.status()).isIn(201, 202);
                waiting[0] = runs.count(answer.body().path("id").asText());
                return answer.body().path("status").asText().equals("starting")
                        && !standIns.requests(route.start()).toString().contains(canary);
            });
        } finally {
            shift(route, "+");
        }

        runs.succeeded(waiting[0]);
    }

    @ParameterizedTest
    @EnumSource(names = {"RUNPOD", "KOYEB", "MODAL"})
    @Proves("7-safeguards")
    void getNothingOfWhomTheirCountryIsExcludedBy(Route route) {
        String version = publish(route);
        exclude(countries(route));
        String canary = canary();

        Answer refused = customer.predict(version, Api.JSON.valueToTree(Map.of("text", canary)));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("country-excluded");
        assertThat(standIns.requests(route.start()).toString()).doesNotContain(canary);
    }

    @ParameterizedTest
    @EnumSource(names = {"RUNPOD", "MODAL"})
    @Proves("7-safeguards")
    void areTakenInsteadOfOneInACountryThatIsExcluded(Route route) {
        String version = Route.publish(
                customer,
                "elsewhere",
                List.of(Route.KOYEB.target(customer, standIns, "echo"), route.target(customer, standIns, "echo")));
        exclude(List.of("FR"));
        String canary = canary();

        JsonNode prediction = runs.succeeded(runs.start(version, Map.of("text", canary)));

        assertThat(Route.attempts(prediction).path(0).path("provider").asText()).isEqualTo(route.provider());
        assertThat(Route.attempts(prediction).path(0).path("target").asInt())
                .as("its place in the version")
                .isOne();
        assertThat(standIns.requests(Route.KOYEB.start()).toString()).doesNotContain(canary);
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"7-safeguards", "7-india"})
    void areOnTheRegisterOfTransfersAndNamedWithTheirRegion(Route route) {
        Map<String, Long> before = calls(route);
        assertThat(countries(route)).isNotEmpty();

        JsonNode prediction = runs.succeeded(runs.start(publish(route), Map.of("text", canary())));

        assertThat(Route.attempts(prediction).path(0).path("region").asText()).isEqualTo(route.region());
        Platform.await("the transfer to be counted", SECONDS, () -> {
            Map<String, Long> now = calls(route);
            return countries(route).stream()
                    .allMatch(country -> now.getOrDefault(country, 0L) > before.getOrDefault(country, 0L));
        });
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"1.4-inputs", "1.4-outputs"})
    void leaveNothingThatCanBeReadInTheDatabase(Route route) {
        String canary = canary();

        JsonNode prediction = runs.succeeded(runs.start(publish(route), Map.of("text", canary, "log", canary)));

        assertThat(prediction.path("output").toString()).contains(canary);
        try (Database database = Database.of(platform)) {
            assertThat(database.number(
                            "select count(*) from inference.payload p join identity.organization o using (organization_id)"
                                    + " where o.username = ? and p.input is not null and p.output is not null",
                            customer.username()))
                    .isOne();
            assertThat(database.columnsWith(canary)).isEmpty();
        }
    }

    /** The provider's agreements, out of the present or back into it. */
    private void shift(Route route, String sign) {
        try (Database database = Database.of(platform)) {
            database.execute(
                    "update kernel.agreement set valid_from = valid_from " + sign + " 10000, valid_until = valid_until "
                            + sign + " 10000 where processor = '" + route.provider() + "'");
        }
    }

    private String publish(Route route) {
        return Route.publish(customer, route.name("echo"), List.of(route.target(customer, standIns, "echo")));
    }

    private static String canary() {
        return "canary-" + UUID.randomUUID();
    }

    /** Where the register says that the provider works. */
    private List<String> countries(Route route) {
        return CatalogueReader.read(getClass().getClassLoader())
                .processors()
                .get(route.provider())
                .countries();
    }

    private void exclude(List<String> countries) {
        customer.api()
                .raw(
                        "PUT",
                        "/v1/privacy/excluded-countries",
                        Api.JSON
                                .valueToTree(Map.of("countries", countries))
                                .toString()
                                .getBytes(StandardCharsets.UTF_8))
                .expect(200);
    }

    /** Calls to the provider so far, by country. */
    private Map<String, Long> calls(Route route) {
        Map<String, Long> calls = new HashMap<>();
        for (JsonNode transfer : Staff.of(platform)
                .get("/v1/staff/registers/transfers")
                .expect(200)
                .body()
                .path("transfers")) {
            if (transfer.path("processor").asText().equals(route.provider())) {
                calls.merge(
                        transfer.path("country").asText(),
                        transfer.path("calls").asLong(),
                        Long::sum);
            }
        }
        return calls;
    }

    private String organization() {
        try (Database database = Database.of(platform)) {
            return database.rows(
                            "select organization_id from identity.organization where username = ?", customer.username())
                    .get(0);
        }
    }
}
