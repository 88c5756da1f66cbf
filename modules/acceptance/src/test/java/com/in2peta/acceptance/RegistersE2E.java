package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Disclosures need two other people and give out their scope alone; breaches have the clocks of the law. */
@ExtendWith(SharedPlatform.class)
class RegistersE2E {

    private static final String PAPER = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final int PATIENCE_SECONDS = 60;

    private Platform platform;
    private Api staff;

    @BeforeEach
    void open(Platform shared) {
        platform = shared;
        staff = Staff.of(shared);
    }

    @Test
    @Proves({"3.4-legal", "2-legal"})
    void aDisclosureNeedsTwoOthersAndHoldsItsScopeAlone() {
        Customer customer = customer();
        customer.buy("inr-500");
        String id = staff.post(
                        "/v1/staff/disclosures",
                        Map.of(
                                "authority",
                                "District Court",
                                "instrument",
                                "CC 12/2026",
                                "ground",
                                "court-order",
                                "elements",
                                List.of("billing.credit_order", "identity.person"),
                                "username",
                                customer.username()))
                .expect(201)
                .body()
                .path("id")
                .asText();
        String path = "/v1/staff/disclosures/" + id;
        staff.get(path + "/data").expect(409);
        staff.post(path + "/decision", Map.of("approved", true)).expect(409);

        List<Api> others = List.of(newStaff(), newStaff());
        others.get(0).post(path + "/decision", Map.of("approved", true)).expect(200);
        others.get(0).post(path + "/decision", Map.of("approved", true)).expect(409);
        staff.get(path + "/data").expect(409);
        others.get(1).post(path + "/decision", Map.of("approved", true)).expect(200);

        JsonNode data = staff.get(path + "/data").expect(200).body();
        assertThat(data.fieldNames()).toIterable().containsExactly("billing.credit_order", "identity.person");
        assertThat(data.path("billing.credit_order")).hasSize(1);
        assertThat(data.path("identity.person").findValuesAsText("email")).containsExactly(customer.email());
        customerIsTold(customer, id);
    }

    private void customerIsTold(Customer customer, String id) {
        assertThat(customer.apiByToken()
                        .get("/v1/privacy/disclosures")
                        .expect(200)
                        .body()
                        .path("disclosures")
                        .findValuesAsText("id"))
                .containsExactly(id);
        Staff.run(staff, "sla-sweep", PATIENCE_SECONDS);
        Staff.run(staff, "sla-sweep", PATIENCE_SECONDS);
        try (Database database = Database.of(platform)) {
            assertThat(database.number(
                            "select count(*) from compliance.evidence where kind = 'notify' and object = ?", id))
                    .isEqualTo(1);
        }
    }

    @Test
    void whoIsUnderAGagIsNotTold() {
        Customer customer = customer();
        String id = staff.post(
                        "/v1/staff/disclosures",
                        Map.of(
                                "authority",
                                "District Court",
                                "instrument",
                                "CC 13/2026",
                                "ground",
                                "court-order",
                                "elements",
                                List.of("identity.api_key"),
                                "username",
                                customer.username(),
                                "gag_until",
                                LocalDate.now(ZoneOffset.UTC).plusDays(1).toString()))
                .expect(201)
                .body()
                .path("id")
                .asText();
        for (int i = 0; i < 2; i++) {
            newStaff()
                    .post("/v1/staff/disclosures/" + id + "/decision", Map.of("approved", true))
                    .expect(200);
        }
        staff.get("/v1/staff/disclosures/" + id + "/data").expect(200);
        Staff.run(staff, "sla-sweep", PATIENCE_SECONDS);

        assertThat(customer.apiByToken()
                        .get("/v1/privacy/disclosures")
                        .expect(200)
                        .body()
                        .path("disclosures"))
                .isEmpty();
        try (Database database = Database.of(platform)) {
            assertThat(database.number(
                            "select count(*) from compliance.disclosure where id = ?::uuid and told_at is null", id))
                    .isEqualTo(1);
        }
    }

    @Test
    void oneRefusalEndsADisclosure() {
        String id = staff.post(
                        "/v1/staff/disclosures",
                        Map.of(
                                "authority",
                                "A",
                                "instrument",
                                "1",
                                "ground",
                                "law",
                                "elements",
                                List.of("identity.api_key"),
                                "username",
                                customer().username()))
                .expect(201)
                .body()
                .path("id")
                .asText();
        Api other = newStaff();
        assertThat(other.post("/v1/staff/disclosures/" + id + "/decision", Map.of("approved", false))
                        .expect(200)
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("refused");
        staff.get("/v1/staff/disclosures/" + id + "/data").expect(409);
    }

    @Test
    void whatIsNoDisclosureIsRefused() {
        staff.post(
                        "/v1/staff/disclosures",
                        Map.of(
                                "authority",
                                "A",
                                "instrument",
                                "1",
                                "ground",
                                "curiosity",
                                "elements",
                                List.of("identity.person"),
                                "username",
                                "demo"))
                .expect(400);
        staff.post(
                        "/v1/staff/disclosures",
                        Map.of(
                                "authority",
                                "A",
                                "instrument",
                                "1",
                                "ground",
                                "law",
                                "elements",
                                List.of("flyway.none"),
                                "username",
                                "demo"))
                .expect(400);
        customer().apiByToken().get("/v1/staff/disclosures").expect(403);
    }

    @Test
    void aBreachHasTheClocksOfTheLaw() {
        Instant aware = Instant.now().minus(Duration.ofHours(1));
        JsonNode breach = staff.post(
                        "/v1/staff/breaches",
                        Map.of(
                                "nature",
                                "a dump was left open",
                                "elements",
                                List.of("identity.api_key"),
                                "happened_from",
                                aware.minus(Duration.ofDays(1)).toString(),
                                "happened_until",
                                aware.toString(),
                                "aware_at",
                                aware.toString(),
                                "likely_high_risk",
                                true))
                .expect(201)
                .body();
        String path = "/v1/staff/breaches/" + breach.path("id").asText();

        List<String> due = new ArrayList<>();
        breach.path("reports")
                .forEach(report -> due.add(report.path("recipient").asText() + " "
                        + Duration.between(
                                        aware,
                                        Instant.parse(report.path("due_at").asText()))
                                .plusMillis(1)
                                .toHours()));
        assertThat(due).containsExactlyInAnyOrder("cert-in 6", "board 72", "authority 72", "people 72");
        for (String recipient : List.of("cert-in", "board", "authority", "people")) {
            staff.post(path + "/reports/" + recipient, Map.of()).expect(200);
        }
        assertThat(staff.get(path).expect(200).body().path("closed_at").isNull())
                .isFalse();
        staff.post(path + "/reports/nobody", Map.of()).expect(404);
    }

    @Test
    void everybodyIsAffectedWhoseRowsWereThere() {
        customer();
        Instant until = Instant.now();
        customer();
        String id = staff.post(
                        "/v1/staff/breaches",
                        Map.of(
                                "nature",
                                "a copy was taken",
                                "elements",
                                List.of("identity.api_key"),
                                "happened_from",
                                until.minusMillis(1).toString(),
                                "happened_until",
                                until.toString(),
                                "aware_at",
                                until.toString(),
                                "likely_high_risk",
                                true))
                .expect(201)
                .body()
                .path("id")
                .asText();

        assertThat(staff.get("/v1/staff/breaches")
                        .expect(200)
                        .body()
                        .path("results")
                        .path(0)
                        .path("id")
                        .asText())
                .isEqualTo(id);
        try (Database database = Database.of(platform)) {
            String owners = "select count(distinct organization_id) from identity.api_key";
            assertThat(staff.get("/v1/staff/breaches/" + id + "/affected")
                            .expect(200)
                            .body()
                            .path("count")
                            .asLong())
                    .isEqualTo(database.number(owners + " where created_at <= '" + until + "'"))
                    .isLessThan(database.number(owners));
        }
        for (String recipient : List.of("cert-in", "board", "authority", "people")) {
            staff.post("/v1/staff/breaches/" + id + "/reports/" + recipient, Map.of())
                    .expect(200);
        }
    }

    /** The API answers in the order of the catalogue; the setting has chosen nothing, so X1 counts as promised and X7 has no law against it. */
    @Test
    void aConflictIsOpenUntilTwoPeopleHaveADecisionSigned() {
        assertThat(conflict("X7").path("open").asBoolean()).isFalse();
        JsonNode before = conflict("X1");
        assertThat(before.path("open").asBoolean()).isTrue();
        assertThat(before.path("contradictions").findValuesAsText("rule")).contains("api-log");

        decide("X1", "logs-only");
        assertThat(conflict("X1").path("open").asBoolean())
                .as("what was decided is not what counts")
                .isTrue();

        decide("X1", "as-promised");
        JsonNode after = conflict("X1");
        assertThat(after.path("open").asBoolean()).isFalse();
        assertThat(after.path("decision").path("document").asText())
                .contains("\"conflict\":\"X1\"")
                .contains(PAPER);
        String document = after.path("decision").path("document").asText();
        String signature = after.path("decision").path("signature").asText();
        assertThat(DetachedSignature.holds(platform, signature, document.getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @Test
    void aDecisionThatMakesNoSenseIsRefused() {
        String path = "/v1/staff/registers/conflicts/";
        staff.post(path + "X1/decisions", Map.of("option", "as-we-like", "document_sha256", PAPER))
                .expect(400);
        staff.post(path + "X99/decisions", Map.of("option", "as-promised", "document_sha256", PAPER))
                .expect(404);
        staff.post(path + "X1/decisions", Map.of("option", "as-promised", "document_sha256", "paper"))
                .expect(400);
        customer().apiByToken().get("/v1/staff/registers/conflicts").expect(403);
    }

    @Test
    void whatTheRecordOfProcessingSaidIsKept() {
        for (int time = 0; time < 2; time++) {
            assertThat(Staff.run(staff, "record-of-processing", PATIENCE_SECONDS)
                            .path("state")
                            .asText())
                    .isEqualTo("completed");
        }

        assertThat(staff.get("/metrics").expect(200).text())
                .containsPattern("in2peta_job_runs_total\\{.*job=\"record-of-processing\".*state=\"completed\"");

        String path = "/v1/staff/registers/processing";
        JsonNode versions = staff.get(path).expect(200).body().path("versions");
        assertThat(versions).hasSize(1); // nothing new was said in between
        assertThat(versions.get(0).path("version").asInt()).isEqualTo(1);
        assertThat(staff.get(path + "/1.csv").expect(200).text())
                .isEqualTo(staff.get(path + ".csv").expect(200).text());
        assertThat(staff.get(path + "/1.jsonld").expect(200).body())
                .isEqualTo(staff.get(path + ".jsonld").expect(200).body());
        staff.get(path + "/2.csv").expect(404);
        staff.get(path + "/first.csv").expect(404);
    }

    private JsonNode conflict(String id) {
        for (JsonNode conflict :
                staff.get("/v1/staff/registers/conflicts").expect(200).body().path("conflicts")) {
            if (conflict.path("id").asText().equals(id)) {
                return conflict;
            }
        }
        throw new AssertionError(id);
    }

    private void decide(String id, String option) {
        String approval = staff.post(
                        "/v1/staff/registers/conflicts/" + id + "/decisions",
                        Map.of("option", option, "document_sha256", PAPER))
                .expect(202)
                .body()
                .path("approval_id")
                .asText();
        Map<String, String> yes = Map.of("decision", "approved", "reason", "counsel-agrees");
        staff.post("/v1/staff/approvals/" + approval + "/decision", yes).expect(409);
        newStaff().post("/v1/staff/approvals/" + approval + "/decision", yes).expect(200);
    }

    /** Another member of staff who answers for privacy. */
    private Api newStaff() {
        Customer customer = customer();
        try (Database database = Database.of(platform)) {
            database.rows("select identity.grant_staff_role(?, 'compliance')", customer.username());
        }
        return platform.api()
                .as(platform.api()
                        .post("/v1/auth/login", Map.of("email", customer.email(), "password", Customer.PASSWORD))
                        .expect(200)
                        .body()
                        .path("access_token")
                        .asText());
    }

    private Customer customer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }
}
