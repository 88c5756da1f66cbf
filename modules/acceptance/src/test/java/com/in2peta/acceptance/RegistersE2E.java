package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Disclosures need two other people and give out their scope alone; breaches have the clocks of the law. */
@ExtendWith(SharedPlatform.class)
class RegistersE2E {

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
                                List.of("billing.credit_order"),
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
        assertThat(data.fieldNames()).toIterable().containsExactly("billing.credit_order");
        assertThat(data.path("billing.credit_order")).hasSize(1);
        assertThat(data.toString()).doesNotContain(customer.email());
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
    void theWholeTableIsAffectedWhenItsRowsHaveNoTime() {
        Instant now = Instant.now();
        customer();
        String id = staff.post(
                        "/v1/staff/breaches",
                        Map.of(
                                "nature",
                                "a copy was taken",
                                "elements",
                                List.of("identity.person"),
                                "happened_from",
                                now.minusSeconds(9).toString(),
                                "happened_until",
                                now.minusSeconds(5).toString(),
                                "aware_at",
                                now.minusSeconds(1).toString(),
                                "likely_high_risk",
                                true))
                .expect(201)
                .body()
                .path("id")
                .asText();

        try (Database database = Database.of(platform)) {
            assertThat(staff.get("/v1/staff/breaches/" + id + "/affected")
                            .expect(200)
                            .body()
                            .path("count")
                            .asLong())
                    .isEqualTo(database.number("select count(*) from identity.person"));
        }
        for (String recipient : List.of("cert-in", "board", "authority", "people")) {
            staff.post("/v1/staff/breaches/" + id + "/reports/" + recipient, Map.of())
                    .expect(200);
        }
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
