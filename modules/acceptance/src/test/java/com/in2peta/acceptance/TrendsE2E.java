package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Database.DatabaseRefusal;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trends show groups of ten and nobody who objected, and their role sees nothing else. */
@ExtendWith(SharedPlatform.class)
class TrendsE2E {

    private static final int SMALLEST = 10;
    private static final long SECONDS = 60;

    private Platform platform;
    private Api staff;

    @BeforeEach
    void open(Platform shared) {
        platform = shared;
        staff = Staff.of(shared);
    }

    @Test
    @Proves({"2-trends", "6-object"})
    void aGroupBelowTenIsNotShownAndWhoObjectsLeavesThePastToo() {
        String route = "/test/" + UUID.randomUUID();
        try (Database database = Database.of(platform)) {
            List<UUID> callers = new ArrayList<>();
            for (int i = 0; i < SMALLEST; i++) {
                callers.add(UUID.randomUUID());
            }
            callers.subList(0, SMALLEST - 1).forEach(caller -> call(database, caller, route));
            refresh();
            assertThat(group(route)).isEmpty();

            call(database, callers.get(SMALLEST - 1), route);
            refresh();
            assertThat(group(route))
                    .hasValueSatisfying(group ->
                            assertThat(group.path("organizations").asInt()).isEqualTo(SMALLEST));

            database.execute("insert into kernel.closed_purpose (organization_id, purpose, ground, since) values ('"
                    + callers.get(0) + "', 'trends', 'objection', now())");
            refresh();
            assertThat(group(route)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 from inference.payload",
                "select 1 from inference.payload_inflight",
                "select person_id from inference.usage_log",
                "select 1 from inference.prediction",
                "select 1 from identity.person",
                "select 1 from billing.transfer"
            })
    @Proves("1.4-training")
    void theRoleOfAnalysisReadsNothingElse(String statement) {
        try (Database database = Database.of(platform).as("in2p_analytics")) {
            assertThatExceptionOfType(DatabaseRefusal.class)
                    .isThrownBy(() -> database.rows(statement))
                    .satisfies(refusal -> assertThat(refusal.state()).isEqualTo("42501"));
        }
    }

    private static void call(Database database, UUID organization, String route) {
        database.execute(
                "insert into inference.usage_log (occurred_at, organization_id, request_id, method, route, status,"
                        + " duration_micros) values (now(), '" + organization + "', 'r', 'GET', '" + route
                        + "', 200, 1000)");
    }

    private void refresh() {
        JsonNode run = Staff.run(staff, "trends", SECONDS);
        assertThat(run.path("state").asText()).isEqualTo("completed");
    }

    private Optional<JsonNode> group(String route) {
        for (JsonNode group : staff.get("/v1/staff/trends").expect(200).body().path("trends")) {
            if (group.path("route").asText().equals(route)) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }
}
