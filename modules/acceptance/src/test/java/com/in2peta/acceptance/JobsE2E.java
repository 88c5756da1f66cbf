package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Database.DatabaseRefusal;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Batch jobs as staff see them. */
@ExtendWith(SharedPlatform.class)
class JobsE2E {

    private static final long PATIENCE_SECONDS = 60;
    private static final int STARTS = 8;

    private Platform platform;
    private Api staff;

    @BeforeEach
    void signIn(Platform shared) {
        platform = shared;
        staff = Staff.of(shared);
    }

    @Test
    void theDatabaseRefusesASecondRunThatIsUnderWay() {
        String run = "insert into compliance.job_run (id, job, subject, state, started_at, heartbeat_at)"
                + " values (gen_random_uuid(), 'drill', %s, '%s', now(), now());";
        try (Database database = Database.of(platform)) {
            for (String subject : List.of("null", "'" + UUID.randomUUID() + "'")) {
                assertThatThrownBy(() -> database.execute(
                                "begin;" + run.formatted(subject, "parked") + run.formatted(subject, "running")))
                        .isInstanceOfSatisfying(
                                DatabaseRefusal.class,
                                refusal -> assertThat(refusal.state()).isEqualTo("23505"));
                database.execute("rollback");
            }
        }
    }

    @Test
    void manyStartsAtOnceMakeOneRun() throws InterruptedException, ExecutionException {
        Set<String> runs = new TreeSet<>();
        try (Database database = Database.of(platform)) {
            idle();
            Set<String> before = staffRuns(database);
            ExecutorService nodes = Executors.newFixedThreadPool(STARTS);
            List<Future<String>> starts = new ArrayList<>();
            for (int i = 0; i < STARTS; i++) {
                starts.add(nodes.submit(() -> Staff.start(staff, "retention")));
            }
            for (Future<String> start : starts) {
                runs.add(start.get());
            }
            nodes.shutdown();
            Set<String> begun = staffRuns(database);
            begun.removeAll(before);

            // A start that comes after the end of the run before makes its own; one that meets a run of the schedule
            // gets that.
            assertThat(runs).containsAll(begun);
        }
        runs.forEach(run -> assertThat(
                        Staff.await(staff, run, PATIENCE_SECONDS).path("state").asText())
                .isEqualTo("completed"));
    }

    @Test
    void runsAreListedTheNewestFirst() {
        String run = Staff.run(staff, "retention", PATIENCE_SECONDS).path("id").asText();

        JsonNode page = staff.get("/v1/staff/batches").expect(200).body();

        assertThat(page.path("results").findValuesAsText("id")).contains(run);
        assertThat(page.path("results").findValuesAsText("id"))
                .isSortedAccordingTo(java.util.Comparator.<String>reverseOrder());
        assertThat(page.path("results").get(0).path("requested_by").asText()).isNotNull();
    }

    @Test
    void aRunThatHasEndedIsNeitherStoppedNorResumed() {
        String run = Staff.run(staff, "retention", PATIENCE_SECONDS).path("id").asText();

        assertThat(staff.post("/v1/staff/batches/" + run + "/stop", Map.of())
                        .expect(409)
                        .code())
                .isEqualTo("conflict");
        assertThat(staff.post("/v1/staff/batches/" + run + "/resume", Map.of())
                        .expect(409)
                        .code())
                .isEqualTo("conflict");
    }

    @Test
    void aParkedRunIsStoppedAndResumed() {
        String run = Staff.run(staff, "retention", PATIENCE_SECONDS).path("id").asText();
        try (Database database = Database.of(platform)) {
            idle();
            database.rows(
                    "update compliance.job_run set state = 'parked', ended_at = null where id = ? returning 1",
                    UUID.fromString(run));
        }

        JsonNode stopped = staff.post("/v1/staff/batches/" + run + "/stop", Map.of())
                .expect(202)
                .body();
        staff.post("/v1/staff/batches/" + run + "/resume", Map.of()).expect(202);

        assertThat(stopped.path("state").asText()).isEqualTo("stopped");
        assertThat(stopped.path("ended_at").isTextual()).isTrue();
        assertThat(Staff.await(staff, run, PATIENCE_SECONDS).path("state").asText())
                .isEqualTo("completed");
    }

    @Test
    void whatCannotBeStartedIsRefused() {
        refused(Map.of("job", "nothing"), "/job");
        refused(Map.of("job", "retention", "subject", UUID.randomUUID().toString()), "/subject");
        staff.post("/v1/staff/batches", Map.of()).expect(400);
        staff.post("/v1/staff/batches", Map.of("job", "retention", "dry_run", "yes"))
                .expect(400);
        staff.post("/v1/staff/batches", Map.of("job", "retention", "subject", "me"))
                .expect(400);
        staff.post("/v1/staff/batches", Map.of("job", "retention", "runs", 2)).expect(400);
        staff.get("/v1/staff/batches?cursor=x").expect(400);
        String nobody = "/v1/staff/batches/" + UUID.randomUUID();
        staff.get(nobody).expect(404);
        staff.post(nobody + "/stop", Map.of()).expect(404);
        staff.post(nobody + "/resume", Map.of()).expect(404);
        platform.api()
                .as(platform.ready().path("apiKey").asText())
                .post("/v1/staff/batches", Map.of("job", "retention"))
                .expect(403);
    }

    private void refused(Map<String, ?> body, String pointer) {
        JsonNode problem = staff.post("/v1/staff/batches", body).expect(400).body();
        assertThat(problem.path("errors").findValuesAsText("pointer")).containsExactly(pointer);
    }

    private static Set<String> staffRuns(Database database) {
        return new TreeSet<>(database.rows(
                "select id::text from compliance.job_run where job = 'retention' and requested_by is not null"));
    }

    /** The schedule may have started a run of its own. */
    private void idle() {
        Platform.await(
                "no open run",
                PATIENCE_SECONDS,
                () ->
                        staff
                                .get("/v1/staff/batches")
                                .expect(200)
                                .body()
                                .path("results")
                                .findValuesAsText("state")
                                .stream()
                                .noneMatch("running"::equals));
    }
}
