package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of every age, put into the tables of a platform that starts no run by itself, and what runs make of them. */
class RetentionRulesE2E {

    private static final long PATIENCE_SECONDS = 60;
    private static final String OLD =
            "select count(*) from inference.prediction where created_at < now() - interval '90 days'";
    private static final String OLD_PREDICTION = """
            insert into inference.prediction (id, organization_id, model_id, model, version_id, status, currency, price_micros_per_second,
                hold_micros, created_at, completed_at)
            select gen_random_uuid(), ?::uuid, gen_random_uuid(), 'm', 'v', 'failed', 'INR', 0, 0, t, t
            from (select now() - ?::interval as t) aged""";

    private static Platform platform;
    private static Database database;
    private static Api staff;
    private static Api colleague;

    @BeforeAll
    static void start() {
        platform = Platform.start(
                SharedPlatform.folder("retention-rules"),
                "in2peta.compliance.schedule-enabled=false",
                "in2peta.compliance.mass-drop-units=2",
                "in2peta.compliance.mass-drop-percent=1000");
        database = Database.of(platform);
        staff = Staff.another(platform, database, "compliance");
        colleague = Staff.another(platform, database, "compliance");
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            database.close();
            platform.close();
        }
    }

    @BeforeEach
    void nothingIsLeftOver() {
        assertThat(run("retention", false).path("state").asText()).isEqualTo("completed");
    }

    @Test
    @Proves("5-keys")
    void everyRuleDeletesWhatHasEndedAndADryRunCountsTheSame() {
        String old = UUID.randomUUID().toString();
        execute(OLD_PREDICTION, old, "90 days 1 minute");
        execute(OLD_PREDICTION, old, "89 days 23 hours 50 minutes");
        revokedKey("90 days 1 minute");
        revokedKey("89 days 23 hours");
        for (String age : List.of("24 hours 1 minute", "23 hours")) {
            execute("""
                    insert into inference.file (id, organization_id, sealed_key, created_at, expires_at)
                    select gen_random_uuid(), ?::uuid, '', t, t + interval '24 hours' from (select now() - ?::interval as t) aged""", old, age);
        }
        for (String age : List.of("30 days 1 minute", "29 days 23 hours")) {
            execute("""
                    insert into kernel.outbox (id, organization_id, topic, payload, attempts, due_at, created_at)
                    values (gen_random_uuid(), gen_random_uuid(), 'mail', '{}', 20, now(), now() - ?::interval)""", age);
        }
        String request = closedRequest("3 years 2 days");
        String younger = closedRequest("2 years 360 days");
        for (String age : List.of("90 days 1 minute", "89 days 23 hours")) {
            execute("""
                    insert into compliance.job_run (id, job, state, started_at, heartbeat_at, ended_at)
                    select gen_random_uuid(), 'old', 'completed', t, t, t from (select now() - ?::interval as t) aged""", age);
        }
        long oldJobs = oldBatchJob();
        partition("usage_log", "93 days", "3 hours");

        Map<String, Long> dry = counts(run("retention", true), "expected");
        assertThat(number("select count(*) from inference.prediction where organization_id = ?::uuid", old))
                .isEqualTo(2);
        Map<String, Long> real = counts(run("retention", false), "removed");

        assertThat(real)
                .isEqualTo(dry)
                .containsOnly(
                        Map.entry("inference.prediction", 1L),
                        Map.entry("inference.file", 1L),
                        Map.entry("identity.api_key", 1L),
                        Map.entry("kernel.outbox", 1L),
                        Map.entry("compliance.request", 1L),
                        Map.entry("compliance.job_run", 1L),
                        Map.entry("batch.jbatchjobinstancedata", 1L),
                        Map.entry("inference.usage_log", 1L));
        assertThat(number("select count(*) from inference.prediction where organization_id = ?::uuid", old))
                .isEqualTo(1);
        assertThat(number("select count(*) from inference.file where organization_id = ?::uuid", old))
                .isEqualTo(1);
        assertThat(number("select count(*) from identity.api_key where revoked_at < now() - interval '89 days'"))
                .isEqualTo(1);
        assertThat(number("select count(*) from kernel.outbox where attempts = 20 and topic = 'mail'"))
                .isEqualTo(1);
        assertThat(number("select count(*) from compliance.job_run where job = 'old'"))
                .isEqualTo(1);
        assertThat(number("select count(*) from compliance.request_task where request_id = ?::uuid", request))
                .isZero();
        assertThat(number("select count(*) from compliance.request_task where request_id = ?::uuid", younger))
                .isEqualTo(1);
        assertThat(number("select count(*) from batch.jbatchjobinstancedata where jobinstanceid = ?", oldJobs))
                .isZero();
        execute("delete from kernel.outbox where attempts = 20 and topic = 'mail'");
        assertThat(database.brokenInvariants()).isEmpty();
    }

    @Test
    void oneWhoWantsAHoldReleasedDoesNotKeepItFromBeingConfirmed() {
        String hold = staff.post(
                        "/v1/staff/holds",
                        hold(Map.of("organization_id", UUID.randomUUID().toString())))
                .expect(201)
                .body()
                .path("id")
                .asText();
        String path = "/v1/staff/holds/" + hold;
        staff.post(path + "/release", Map.of()).expect(200);

        JsonNode confirmed =
                colleague.post(path + "/approval", Map.of()).expect(200).body();

        assertThat(confirmed.path("state").asText()).isEqualTo("active");
        assertThat(confirmed.path("release_asked_by").isNull()).isTrue();
        staff.post(path + "/release", Map.of()).expect(200);
        execute(
                "update compliance.legal_hold set release_asked_at = now() - interval '8 days' where id = ?::uuid",
                hold);
        assertThat(staff.get(path).expect(200).body().path("state").asText()).isEqualTo("active");
        colleague.post(path + "/release", Map.of()).expect(200);
        assertThat(staff.post(path + "/release", Map.of())
                        .expect(200)
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("released");
    }

    @Test
    @Proves("2-legal")
    void whatAHoldCoversStaysUntilTwoPeopleReleaseIt() {
        String held = UUID.randomUUID().toString();
        execute(OLD_PREDICTION, held, "91 days");
        execute(OLD_PREDICTION, UUID.randomUUID().toString(), "91 days");
        partition("usage_log", "94 days", "3 hours");
        execute(
                "update inference.usage_log set organization_id = ?::uuid where occurred_at < now() - interval '92 days'",
                held);
        String hold = staff.post("/v1/staff/holds", hold(Map.of("organization_id", held)))
                .expect(201)
                .body()
                .path("id")
                .asText();

        Map<String, Long> first = counts(run("retention", false), "held");
        assertThat(staff.post("/v1/staff/holds/" + hold + "/approval", Map.of())
                        .expect(409)
                        .code())
                .isEqualTo("same-person");
        assertThat(colleague
                        .post("/v1/staff/holds/" + hold + "/approval", Map.of())
                        .expect(200)
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("active");
        run("retention", false);

        assertThat(first).containsEntry("inference.prediction", 1L).containsEntry("inference.usage_log", 1L);
        assertThat(number("select count(*) from inference.prediction where created_at < now() - interval '90 days'"))
                .isEqualTo(1);
        assertThat(number("select count(*) from compliance.held_row where organization_id = ?::uuid", held))
                .isEqualTo(1);
        assertThatThrownBy(() -> number("set role in2p_app; select count(*) from compliance.held_row"))
                .isNotNull();
        database.execute("reset role");

        staff.post("/v1/staff/holds/" + hold + "/release", Map.of()).expect(200);
        assertThat(staff.post("/v1/staff/holds/" + hold + "/release", Map.of())
                        .expect(409)
                        .code())
                .isEqualTo("same-person");
        run("retention", false);
        assertThat(number("select count(*) from compliance.held_row where organization_id = ?::uuid", held))
                .isEqualTo(1);
        assertThat(colleague
                        .post("/v1/staff/holds/" + hold + "/release", Map.of())
                        .expect(200)
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("released");
        colleague.post("/v1/staff/holds/" + hold + "/release", Map.of()).expect(409);
        Map<String, Long> last = counts(run("retention", false), "removed");
        assertThat(last).containsEntry("inference.prediction", 1L).containsEntry("compliance.held_row", 1L);
    }

    @Test
    void aMassDropWaitsForAnotherPerson() {
        for (String age : List.of("95 days", "96 days", "97 days")) {
            partition("usage_log", age, "3 hours");
        }
        execute(OLD_PREDICTION, UUID.randomUUID().toString(), "91 days");

        JsonNode parked = run("retention", false);

        assertThat(parked.path("state").asText()).isEqualTo("parked");
        assertThat(parked.path("exit_status").asText()).isEqualTo("PARKED mass-drop");
        assertThat(counts(parked, "withheld"))
                .containsOnly(Map.entry("inference.usage_log", 3L), Map.entry("inference.prediction", 1L));
        assertThat(counts(parked, "removed")).isEmpty();
        String approval = approval(parked, "mass-drop");
        assertThat(staff.post(
                                "/v1/staff/approvals/" + approval + "/decision",
                                Map.of("decision", "approved", "reason", "checked"))
                        .expect(409)
                        .code())
                .isEqualTo("same-person");
        colleague
                .post(
                        "/v1/staff/approvals/" + approval + "/decision",
                        Map.of("decision", "approved", "reason", "checked"))
                .expect(200);

        JsonNode done = Staff.await(staff, parked.path("id").asText(), PATIENCE_SECONDS);
        assertThat(done.path("state").asText()).isEqualTo("completed");
        assertThat(counts(done, "removed"))
                .containsOnly(Map.entry("inference.usage_log", 3L), Map.entry("inference.prediction", 1L));
        colleague
                .post(
                        "/v1/staff/approvals/" + approval + "/decision",
                        Map.of("decision", "refused", "reason", "checked"))
                .expect(409);
    }

    @Test
    void aPlanThatChangedIsNotApproved() {
        for (String age : List.of("95 days", "96 days", "97 days")) {
            partition("usage_log", age, "3 hours");
        }
        JsonNode parked = run("retention", false);
        execute("delete from inference.usage_log where occurred_at < now() - interval '96 days 12 hours'");

        colleague
                .post(
                        "/v1/staff/approvals/" + approval(parked, "mass-drop") + "/decision",
                        Map.of("decision", "approved", "reason", "checked"))
                .expect(200);
        String run = parked.path("id").asText();

        assertThat(Staff.await(staff, run, PATIENCE_SECONDS).path("state").asText())
                .isEqualTo("parked");
        colleague
                .post(
                        "/v1/staff/approvals/" + approval(parked, "mass-drop") + "/decision",
                        Map.of("decision", "approved", "reason", "checked"))
                .expect(200);
        assertThat(Staff.await(staff, run, PATIENCE_SECONDS).path("state").asText())
                .isEqualTo("completed");
    }

    @Test
    void aClockThatStandsBeforeTheLastRunDeletesNothing() {
        execute("""
                insert into compliance.job_run (id, job, state, started_at, heartbeat_at, ended_at)
                values (gen_random_uuid(), 'retention', 'completed', now() + interval '1 day', now(), now())""");
        execute(OLD_PREDICTION, UUID.randomUUID().toString(), "91 days");

        JsonNode failed = run("retention", false);
        execute("delete from compliance.job_run where started_at > now()");

        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.path("exit_status").asText()).isEqualTo("clock-behind-last-run");
        assertThat(number("select count(*) from inference.prediction where created_at < now() - interval '90 days'"))
                .isEqualTo(1);
    }

    @Test
    void aRowFromTheFutureStopsItsTableAlone() {
        execute(OLD_PREDICTION, UUID.randomUUID().toString(), "-2 days");
        execute(OLD_PREDICTION, UUID.randomUUID().toString(), "91 days");
        revokedKey("91 days");

        JsonNode failed = run("retention", false);
        execute("delete from inference.prediction where created_at > now()");

        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.path("exit_status").asText()).isEqualTo("stopped inference.prediction");
        assertThat(counts(failed, "removed")).containsOnly(Map.entry("identity.api_key", 1L));
    }

    @Test
    void aDetachedPartitionIsFinishedAndOneThatContradictsItsBoundStops() {
        String good = partition("usage_log", "98 days", "3 hours");
        execute("alter table inference.usage_log detach partition inference.\"" + good + "\"");
        Map<String, Long> finished = counts(run("retention", false), "removed");
        String bad = partition("usage_log", "99 days", "3 hours");
        execute("alter table inference.usage_log detach partition inference.\"" + bad + "\"");
        execute("update inference.\"" + bad + "\" set occurred_at = occurred_at + interval '40 days'");

        JsonNode stopped = run("retention", false);

        assertThat(finished).containsEntry("inference.usage_log", 1L);
        assertThat(stopped.path("exit_status").asText()).isEqualTo("stopped inference.usage_log");
        assertThat(number("select count(*) from inference.\"" + bad + "\"")).isEqualTo(1);
        execute("drop table inference.\"" + bad + "\"");
    }

    @Test
    @Proves("5-billing")
    void billingRecordsAreDestroyedByTwoPeopleAndNeverBelowTheFloor() {
        Customer customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        String old = customer.buy("inr-500").path("id").asText();
        String recent = customer.buy("inr-500").path("id").asText();
        database.execute("set session_replication_role = replica");
        for (String table : List.of("billing.credit_order", "billing.transfer")) {
            execute(
                    "update " + table + " set created_at = now() - interval '7 years 2 days' where ? in (id::text, "
                            + (table.endsWith("transfer") ? "reference" : "id") + "::text)",
                    old);
        }
        database.execute("set session_replication_role = origin");
        execute("update billing.credit_order set paid_at = created_at where id = ?::uuid", old);
        long balance = customer.balance("posted_micros");

        JsonNode report = run("retention", true);
        JsonNode dry = run("destroy-billing", true);
        JsonNode parked = run("destroy-billing", false);
        String approval = approval(parked, "destroy-billing");
        staff.post("/v1/staff/approvals/" + approval + "/decision", Map.of("decision", "approved", "reason", "checked"))
                .expect(409);
        assertThat(number("select count(*) from billing.credit_order where id = ?::uuid", old))
                .isEqualTo(1);
        colleague
                .post(
                        "/v1/staff/approvals/" + approval + "/decision",
                        Map.of("decision", "approved", "reason", "checked"))
                .expect(200);
        JsonNode done = Staff.await(staff, parked.path("id").asText(), PATIENCE_SECONDS);

        assertThat(report.path("counts").path("billing.credit_order.due").asLong())
                .isEqualTo(1);
        assertThat(counts(dry, "expected")).containsOnly(Map.entry("billing.credit_order", 1L));
        assertThat(parked.path("exit_status").asText()).isEqualTo("PARKED approval");
        assertThat(done.path("state").asText()).isEqualTo("completed");
        assertThat(counts(done, "removed")).containsOnly(Map.entry("billing.credit_order", 1L));
        assertThat(number("select count(*) from billing.credit_order where id = ?::uuid", old))
                .isZero();
        assertThat(number("select count(*) from billing.credit_order where id = ?::uuid", recent))
                .isEqualTo(1);
        assertThat(customer.balance("posted_micros")).isEqualTo(balance);
        assertThat(database.brokenInvariants()).isEmpty();
        assertThatThrownBy(() -> database.rows("select billing.destroy_orders(now() - interval '6 years', '{}', 1)"))
                .hasMessageContaining("below the floor");
    }

    @Test
    void aRunThatIsStoppedEndsAfterItsChunkAndGoesOnWhenItIsResumed() {
        int rows = 100_000;
        execute("""
                insert into inference.prediction (id, organization_id, model_id, model, version_id, status, currency,
                    price_micros_per_second, hold_micros, created_at, completed_at)
                select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'm', 'v', 'failed', 'INR', 0, 0, t, t
                from (select now() - interval '91 days' - n * interval '1 s' as t from generate_series(1, ?) n) aged""", rows);
        String run = Staff.start(staff, "retention");
        Platform.await("the first chunk", PATIENCE_SECONDS, () -> number(OLD) < rows);

        staff.post("/v1/staff/batches/" + run + "/stop", Map.of()).expect(202);
        JsonNode stopped = Staff.await(staff, run, PATIENCE_SECONDS);
        long left = number(OLD);
        staff.post("/v1/staff/batches/" + run + "/resume", Map.of()).expect(202);
        JsonNode done = Staff.await(staff, run, PATIENCE_SECONDS);

        assertThat(stopped.path("state").asText()).isEqualTo("stopped");
        assertThat(left).isPositive();
        assertThat(counts(stopped, "removed")).containsEntry("inference.prediction", rows - left);
        assertThat(done.path("state").asText()).isEqualTo("completed");
        assertThat(counts(done, "removed")).containsEntry("inference.prediction", (long) rows);
        assertThat(counts(done, "expected")).containsEntry("inference.prediction", (long) rows);
    }

    @Test
    void whatIsNoHoldAndNoDecisionIsRefused() {
        refusedHold(Map.of(), "/organization_id");
        refusedHold(Map.of("table", "pg_catalog.pg_class"), "/table");
        refusedHold(Map.of("table", "inference.payload", "reason", " "), "/reason");
        refusedHold(Map.of("table", "inference.payload", "instrument", "x".repeat(201)), "/instrument");
        refusedHold(
                Map.of(
                        "table",
                        "inference.payload",
                        "review_by",
                        Instant.now().plusSeconds(181 * 86_400L).toString()),
                "/review_by");
        refusedHold(Map.of("table", "inference.payload", "review_by", "tomorrow"), "/review_by");
        refusedHold(
                Map.of(
                        "table",
                        "inference.payload",
                        "starts_at",
                        "2026-02-01T00:00:00Z",
                        "ends_at",
                        "2026-01-01T00:00:00Z"),
                "/ends_at");
        staff.post("/v1/staff/holds", Map.of("table", "inference.payload")).expect(400);
        String nothing = UUID.randomUUID().toString();
        staff.get("/v1/staff/holds/" + nothing).expect(404);
        staff.post("/v1/staff/holds/" + nothing + "/approval", Map.of()).expect(404);
        staff.post("/v1/staff/holds/" + nothing + "/release", Map.of()).expect(404);
        staff.post("/v1/staff/approvals/" + nothing + "/decision", Map.of("decision", "approved", "reason", "checked"))
                .expect(404);
        staff.post("/v1/staff/approvals/" + nothing + "/decision", Map.of()).expect(400);
        staff.get("/v1/staff/holds?cursor=x").expect(400);
        staff.get("/v1/staff/approvals?cursor=x").expect(400);
        staff.get("/v1/staff/holds").expect(200);
        Api operations = Staff.another(platform, database, "operations");
        operations.get("/v1/staff/holds").expect(403);
        operations.get("/v1/staff/approvals").expect(200);
    }

    @Test
    void whatIsOverdueShowsInTheMetrics() {
        assertThat(platform.api().get("/metrics").expect(200).text())
                .contains("in2peta_retention_overdue_seconds")
                .contains("rule=\"predictions\"")
                .contains("in2peta_retention_removed_rows_total");
        assertThat(platform.api().get("/health/ready").expect(200).text()).contains("retention");
    }

    private static void refusedHold(Map<String, ?> with, String pointer) {
        JsonNode problem = staff.post("/v1/staff/holds", hold(with)).expect(400).body();
        assertThat(problem.path("errors").findValuesAsText("pointer")).contains(pointer);
    }

    private static Map<String, Object> hold(Map<String, ?> with) {
        Map<String, Object> hold = new HashMap<>(Map.of(
                "reason", "fraud",
                "instrument", "order 1",
                "review_by", Instant.now().plusSeconds(86_400).toString()));
        hold.putAll(with);
        return hold;
    }

    private static JsonNode run(String job, boolean dry) {
        JsonNode begun = staff.post("/v1/staff/batches", Map.of("job", job, "dry_run", dry))
                .expect(202)
                .body();
        return Staff.await(staff, begun.path("id").asText(), PATIENCE_SECONDS);
    }

    /** Counts of that kind by table, without zeros. */
    private static Map<String, Long> counts(JsonNode run, String kind) {
        Map<String, Long> counts = new TreeMap<>();
        run.path("counts").properties().forEach(count -> {
            if (count.getKey().endsWith("." + kind) && count.getValue().asLong() != 0) {
                counts.put(
                        count.getKey().substring(0, count.getKey().length() - kind.length() - 1),
                        count.getValue().asLong());
            }
        });
        return counts;
    }

    private static String approval(JsonNode run, String action) {
        for (JsonNode approval :
                staff.get("/v1/staff/approvals").expect(200).body().path("results")) {
            if (approval.path("object").equals(run.path("id"))
                    && approval.path("decision").isNull()) {
                assertThat(approval.path("action").asText()).isEqualTo(action);
                return approval.path("id").asText();
            }
        }
        throw new AssertionError("nothing was asked for by " + run);
    }

    /** A day's partition of that age with one row in it. */
    private static String partition(String store, String age, String after) {
        execute(
                "select inference.make_partition(?, t, t + interval '1 day')"
                        + " from (select date_trunc('day', now() - ?::interval, 'UTC') as t) aged",
                store,
                age);
        execute(
                "insert into inference.usage_log (occurred_at, organization_id, request_id, method, route, status, duration_micros)"
                        + " select date_trunc('day', now() - ?::interval, 'UTC') + ?::interval, gen_random_uuid(), 'x', 'GET', '/', 200, 1",
                age,
                after);
        return database.rows(
                        "select 'usage_log_' || to_char((now() - ?::interval) at time zone 'UTC', 'YYYYMMDD\"T\"00')",
                        age)
                .get(0);
    }

    private static void revokedKey(String age) {
        execute("""
                insert into identity.api_key (id, key_id, organization_id, created_by, name, digest, last_four, created_at, revoked_at)
                select gen_random_uuid(), left(md5(random()::text), 8), p.organization_id, p.id, 'old', sha256('x'), 'abcd', t, t
                from identity.person p, (select now() - ?::interval as t) aged limit 1""", age);
    }

    private static String closedRequest(String age) {
        String id = UUID.randomUUID().toString();
        execute("""
                insert into compliance.request (id, kind, regime, channel, state, outcome, policy_version, catalogue_sha256, received_at,
                    due_at, closed_at)
                select ?::uuid, 'access', 'gdpr', 'staff', 'closed', 'done', 1, repeat('0', 64), t, t, t
                from (select now() - ?::interval as t) aged""", id, age);
        execute(
                "insert into compliance.request_task (request_id, seq, element, action) values (?::uuid, 1, 'x', 'export')",
                id);
        return id;
    }

    /** What the batch runtime leaves of a run, made as old as it must be. */
    private static long oldBatchJob() {
        long job = number(
                "select max(jobinstanceid) from batch.jbatchexecutioninstancedata where batchstatus = 'COMPLETED'");
        execute(
                "update batch.jbatchexecutioninstancedata set createtime = now() - interval '91 days',"
                        + " endtime = now() - interval '91 days', updatetime = now() - interval '91 days' where jobinstanceid = ?",
                job);
        return job;
    }

    private static void execute(String sql, Object... parameters) {
        database.change(sql, parameters);
    }

    private static long number(String sql, Object... parameters) {
        return database.number(sql, parameters);
    }
}
