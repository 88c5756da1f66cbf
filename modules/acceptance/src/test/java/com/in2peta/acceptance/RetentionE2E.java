package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One data folder, of which the same platform is started three times: today, in a month, and in a quarter. */
class RetentionE2E {

    private static final long PATIENCE_SECONDS = 180;
    private static final int CREATED = 3;

    private final Path data = SharedPlatform.folder("retention");

    @Test
    @Proves({"5-predictions", "5-api-log"})
    void payloadsEndAfterThirtyDaysTheUsageLogAfterNinetyAndAnInterruptedRunIsTakenUpAgain() {
        String key;
        String id;
        try (Platform today = Platform.start(data)) {
            Customer customer = Customer.of(
                    today.ready().path("baseUrl").asText(),
                    today.ready().path("sandboxUrl").asText());
            customer.buy("inr-500");
            String version = customer.publish("language-identifier");
            key = customer.key();
            id = "";
            for (int i = 0; i < CREATED; i++) {
                id = customer.predict(version, Api.JSON.valueToTree(Map.of("text", "hello")), "Prefer", "wait")
                        .expect(201)
                        .body()
                        .path("id")
                        .asText();
            }
        }
        try (Platform inAMonth = Platform.start(data, "in2peta.kernel.clock-offset=P30DT2H")) {
            payloadsAreHiddenAndThenDropped(inAMonth, key, id);
        }
        try (Platform inAQuarter = Platform.start(
                data,
                "in2peta.kernel.clock-offset=P92D",
                "in2peta.compliance.schedule-enabled=false",
                "in2peta.compliance.mass-drop-units=1000")) {
            aRunThatIsKilledInTheMiddleCompletes(inAQuarter, key, id);
        }
    }

    private static void payloadsAreHiddenAndThenDropped(Platform platform, String key, String id) {
        JsonNode prediction =
                platform.api().as(key).get("/v1/predictions/" + id).expect(200).body();
        assertThat(prediction.path("data_removed").asBoolean(false)).isTrue();
        assertThat(prediction.path("input").isNull()).isTrue();
        assertThat(prediction.path("output").isNull()).isTrue();
        assertThat(prediction.path("status").asText()).isEqualTo("succeeded");
        assertThat(prediction.path("metrics").path("cost_micros").asLong()).isPositive();
        JsonNode list =
                platform.api().as(key).get("/v1/predictions").expect(200).body().path("results");
        assertThat(list)
                .hasSize(CREATED)
                .allSatisfy(row -> assertThat(row.path("output").isNull()).isTrue());

        Api staff = Staff.of(platform);
        String run = Staff.start(staff, "retention");
        awaitCompletion(staff, run);

        try (Database database = Database.of(platform)) {
            assertThat(
                            database.number(
                                    "select count(*) from inference.payload where expires_at < now() + interval '30 days 1 hour'"))
                    .isZero();
            assertThat(database.rows("""
                    select partition from inference.partitions
                    where store = 'payload' and upper_bound <= now() + interval '30 days 2 hours' - interval '1 minute'""")).isEmpty();
            assertThat(database.number(
                            "select count(*) from inference.usage_log where occurred_at < now() + interval '1 day'"))
                    .isPositive();
            assertThat(database.brokenInvariants()).isEmpty();
        }
    }

    private static void aRunThatIsKilledInTheMiddleCompletes(Platform platform, String key, String id) {
        Api staff = Staff.of(platform);
        String run;
        try (Database reader = Database.of(platform);
                Database database = Database.of(platform)) {
            String last = reader.rows("""
                    select partition from inference.partitions
                    where store = 'payload' and upper_bound <= now() + interval '91 days' order by upper_bound desc limit 1""").get(0);
            reader.execute("begin; lock table inference.\"" + last + "\" in access share mode");
            run = Staff.start(staff, "retention");
            Platform.await("a run that waits for the reader", PATIENCE_SECONDS, () -> database.number("""
                    select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%drop_partition%'""") > 0);
            platform.kill("payara");
            assertThat(database.rows("select state from compliance.job_run where id = ?", UUID.fromString(run)))
                    .containsExactly("running");
        }
        platform.awaitServing();

        awaitCompletion(Staff.of(platform), run);

        assertThat(platform.api().as(key).get("/v1/predictions/" + id).status()).isEqualTo(404);
        try (Database database = Database.of(platform)) {
            assertThat(database.number(
                            "select count(*) from inference.usage_log where occurred_at < now() + interval '1 day'"))
                    .isZero();
            assertThat(database.rows("""
                    select partition from inference.partitions
                    where store = 'payload' and upper_bound <= now() + interval '91 days'""")).isEmpty();
            assertThat(database.number("select count(*) from inference.prediction"))
                    .isZero();
            assertThat(database.brokenInvariants()).isEmpty();
        }
    }

    private static void awaitCompletion(Api staff, String run) {
        assertThat(Staff.await(staff, run, PATIENCE_SECONDS).path("state").asText())
                .isEqualTo("completed");
    }
}
