package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A material change of a policy counts two weeks after everybody was told, and its banner stays until it is acknowledged. */
@ExtendWith(SharedPlatform.class)
class PolicyNoticesE2E {

    private static final long SECONDS = 120;

    @Test
    @Proves("9-notice")
    void everybodyIsToldByMailAndByABannerBeforeItCounts(Platform platform) {
        Customer customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        int version;
        try (Database database = Database.of(platform)) {
            version = (int)
                    database.number("select max(version) + 1 from compliance.policy_version where kind = 'cookies'");
            database.execute(
                    "insert into compliance.policy_version (kind, version, document, facts, sha256, catalogue_sha256,"
                            + " material, reasons, created_at) select kind, " + version
                            + ", document, facts, sha256, catalogue_sha256, true,"
                            + " array['new data: token'], now() from compliance.policy_version where kind = 'cookies' and version = 1");
        }
        Api staff = Staff.of(platform);
        JsonNode run = Staff.run(staff, "policy-notice", SECONDS);
        assertThat(run.path("state").asText()).isEqualTo("completed");

        try (Database database = Database.of(platform)) {
            assertThat(database.number(
                            "select count(*) from identity.person p where not exists (select from compliance.policy_notice n"
                                    + " where n.person_id = p.id and n.kind = 'cookies' and n.version = ? and n.mailed_at is not null)"
                                    + " and p.created_at < (select started_at from compliance.job_run where id = ?::uuid)",
                            version,
                            run.path("id").asText()))
                    .isZero();
        }
        Platform.await(
                "the mail",
                SECONDS,
                () -> Api.at(platform.ready().path("mailUrl").asText())
                        .get("/messages?to=" + customer.email())
                        .text()
                        .contains("cookie policy will change"));
        JsonNode notice = customer.api()
                .get("/v1/privacy/policy-notices")
                .expect(200)
                .body()
                .path("notices")
                .path(0);
        assertThat(Instant.parse(notice.path("effective_at").asText()))
                .isAfter(Instant.now().plus(Duration.ofDays(13)));

        JsonNode left = customer.api()
                .post("/v1/privacy/policy-notices", Map.of("kind", "cookies", "version", version))
                .expect(200)
                .body();
        assertThat(left.path("notices")).isEmpty();
        customer.api()
                .post("/v1/privacy/policy-notices", Map.of("kind", "cookies", "version", 4711))
                .expect(404);
    }
}
