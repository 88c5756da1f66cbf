package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One data folder, of which the platform is started today and in three days; in the end somebody changes the record. */
class EvidenceE2E {

    private static final long PATIENCE_SECONDS = 180;
    private static final String JOB = "chain-verify";
    private static final int DAYS = 3;

    private final Path data = SharedPlatform.folder("evidence");

    @Test
    void theRecordIsSignedCopiedVerifiedAndABreakTurnsReadinessRed() throws IOException {
        try (Platform today = Platform.start(data)) {
            awaitRuns(today, 1);
            keysArePublished(today);
        }
        try (Platform later = Platform.start(data, "in2peta.kernel.clock-offset=P" + DAYS + "D")) {
            awaitRuns(later, 2);
            everyDayIsSignedAndCopied(later);
            aRunThatIsKilledInTheMiddleIsTakenUpAgain(later);
            aChangedEntryTurnsReadinessRed(later);
        }
    }

    private static void keysArePublished(Platform platform) {
        Answer answer =
                platform.api().get("/.well-known/in2peta-evidence-keys.json").expect(200);

        assertThat(answer.body().path("keys")).singleElement().satisfies(key -> {
            assertThat(key.path("kty").asText()).isEqualTo("OKP");
            assertThat(key.path("crv").asText()).isEqualTo("Ed25519");
            assertThat(key.path("alg").asText()).isEqualTo("EdDSA");
            assertThat(key.has("d")).isFalse();
        });
    }

    private void everyDayIsSignedAndCopied(Platform platform) throws IOException {
        try (Database database = Database.of(platform)) {
            List<String> days =
                    database.rows("select day from compliance.evidence_root where copied_at is not null order by day");
            assertThat(days).hasSizeBetween(DAYS, DAYS + 1); // one more when midnight passed meanwhile
            for (String day : days) {
                assertThat(Files.readString(data.resolve("witness/" + day + ".jws"))
                                .strip())
                        .isEqualTo(database.rows("select jws from compliance.evidence_root where day = ?::date", day)
                                .get(0));
            }
            assertThat(lastVerification(database).path("unbroken").asBoolean()).isTrue();
        }
    }

    /** The job waits for the lock of the chain, and dies there. */
    private static void aRunThatIsKilledInTheMiddleIsTakenUpAgain(Platform platform) {
        try (Database holder = Database.of(platform);
                Database database = Database.of(platform)) {
            holder.execute("begin; select pg_advisory_xact_lock(x'696E327065766964'::bigint)");
            long runs = runs(database, "completed");
            makeDue(database);
            Platform.await("a run that waits for the lock", PATIENCE_SECONDS, () -> database.number("""
                    select count(*) from pg_stat_activity where wait_event = 'advisory' and usename = 'in2p_batch'""") > 0);
            platform.kill("payara");
            assertThat(runs(database, "running")).isEqualTo(1);
            holder.execute("rollback");
            platform.awaitServing();

            awaitRuns(platform, runs + 1);

            assertThat(runs(database, "completed")).isEqualTo(runs + 1);
            // The server notes its own end after the run's listener noted ours.
            Platform.await(
                    "one execution that failed and one that completed",
                    PATIENCE_SECONDS,
                    () -> batchStatuses(database).equals(List.of("FAILED", "COMPLETED")));
            assertThat(lastVerification(database).path("unbroken").asBoolean()).isTrue();
        }
    }

    /** Of the run that was taken over, in the order of its executions. */
    private static List<String> batchStatuses(Database database) {
        return database.rows("""
                select e.batchstatus from batch.jbatchexecutioninstancedata e
                join batch.jbatchexecutioninstancedata last using (jobinstanceid)
                join compliance.job_run r on r.execution_id = last.jobexecid
                where r.job = ? and r.fence > 1 order by e.jobexecid""", JOB);
    }

    private static void aChangedEntryTurnsReadinessRed(Platform platform) {
        try (Database database = Database.of(platform)) {
            database.execute("""
                    alter table compliance.evidence disable trigger append_only;
                    update compliance.evidence set body = '{"entries":0,"roots":0,"unbroken":true}' where seq = 2;
                    alter table compliance.evidence enable always trigger append_only""");
            makeDue(database);
            Platform.await("readiness that says no", PATIENCE_SECONDS, () -> {
                Answer ready = platform.api().get("/health/ready");
                return ready.status() == 503 && ledger(ready.body()).equals("DOWN");
            });

            JsonNode found = lastVerification(database);
            assertThat(found.path("broken_at").asLong()).isEqualTo(2);
            assertThat(found.path("reason").asText()).isEqualTo("wrong-hash");
        }
    }

    private static String ledger(JsonNode ready) {
        for (JsonNode check : ready.path("checks")) {
            if (check.path("name").asText().equals("ledger")) {
                return check.path("status").asText();
            }
        }
        return "";
    }

    /** As if the last run had been yesterday's. */
    private static void makeDue(Database database) {
        database.execute("""
                update compliance.job_run set started_at = started_at - interval '1 day' where job = '%s'""".formatted(JOB));
    }

    private static void awaitRuns(Platform platform, long count) {
        try (Database database = Database.of(platform)) {
            Platform.await(
                    count + " completed verifications", PATIENCE_SECONDS, () -> runs(database, "completed") >= count);
        }
    }

    private static long runs(Database database, String state) {
        return database.number("select count(*) from compliance.job_run where job = ? and state = ?", JOB, state);
    }

    private static JsonNode lastVerification(Database database) {
        try {
            return com.in2peta.acceptance.support.Api.JSON.readTree(
                    database.rows("""
                    select body from compliance.evidence where kind = 'verify-chain' order by seq desc limit 1""").get(0));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
