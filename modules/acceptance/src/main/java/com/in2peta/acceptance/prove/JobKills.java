package com.in2peta.acceptance.prove;

import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Kills Payara at random moments of an erasure, a run of retention and an export. Each job finishes by itself, and what it did is what it did
 * when nobody disturbed it: the same counts, the same files byte for byte.
 */
final class JobKills implements Campaign {

    private static final int KILLS = 50;
    private static final long PATIENCE_SECONDS = 300;
    /** In these rounds the silence of the dead is waited for; in the others it is made to have passed. */
    private static final int PATIENT_ROUND = 10;
    /** In one of so many rounds the next process dies too. */
    private static final int TWICE = 2;

    private static final int TWICE_MILLIS = 4_000;
    private static final String MASS_DROPS = "in2peta.compliance.mass-drop-percent=100";

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public Outcome run(Run run) throws SQLException {
        Path data = run.folder().resolve("jobs-data");
        Folders.delete(data);
        int kills = 0;
        int hits = 0;
        try (Platform platform = Platform.startUnlimited(data, MASS_DROPS);
                Database database = Database.of(platform)) {
            List<KilledJob> jobs = KilledJob.all(platform, database);
            Map<KilledJob, Undisturbed> undisturbed = new TreeMap<>(KilledJob.BY_NAME);
            for (KilledJob job : jobs) {
                undisturbed.put(job, undisturbed(platform, database, job));
            }
            run.begin();
            while ((run.isSlice() ? run.rounds() < jobs.size() : kills < KILLS)
                    && run.faults().isEmpty()) {
                KilledJob job = jobs.get(run.rounds() % jobs.size());
                Random random = run.random(run.rounds());
                Undisturbed known = undisturbed.get(job);
                UUID subject = job.prepare();
                UUID id = job.start(subject);
                sleep(random.nextInt((int) known.millis()));
                hits += isRunning(database, id) ? 1 : 0;
                kills += kill(platform, random.nextInt(TWICE) == 0, random);
                if (run.rounds() % PATIENT_ROUND != PATIENT_ROUND - 1) {
                    database.execute(
                            "update compliance.job_run set heartbeat_at = now() - interval '1 hour' where state = 'running'");
                }
                compare(run, job, known.result(), end(database, job, id, subject));
                run.roundDone();
            }
            List<String> broken = database.brokenInvariants();
            broken.forEach(run::fault);
            Api staff = Staff.of(platform);
            if (!Staff.run(staff, "chain-verify", PATIENCE_SECONDS)
                    .path("state")
                    .asText()
                    .equals("completed")) {
                run.fault("the evidence does not verify");
            }
        }
        return new Outcome(
                kills + " kills over erasure, retention and export, " + hits + " of them while the job ran",
                run.faults());
    }

    /** What a job does and how long it takes when nobody kills anything. */
    private record Undisturbed(List<String> result, long millis) {}

    private static Undisturbed undisturbed(Platform platform, Database database, KilledJob job) {
        UUID subject = job.prepare();
        long begun = System.nanoTime();
        UUID id = job.start(subject);
        List<String> result = end(database, job, id, subject);
        return new Undisturbed(result, Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
    }

    /** How many. */
    private static int kill(Platform platform, boolean twice, Random random) {
        platform.kill("payara");
        platform.awaitServing();
        if (!twice) {
            return 1;
        }
        sleep(random.nextInt(TWICE_MILLIS));
        platform.kill("payara");
        platform.awaitServing();
        return 2;
    }

    private static boolean isRunning(Database database, UUID run) {
        return database.number("select count(*) from compliance.job_run where id = ? and state = 'running'", run) > 0;
    }

    private static List<String> end(Database database, KilledJob job, UUID run, UUID subject) {
        Platform.await("the end of " + job.name(), PATIENCE_SECONDS, () -> !isRunning(database, run));
        List<String> result =
                new ArrayList<>(database.rows("select state, exit_status from compliance.job_run where id = ?", run));
        result.addAll(job.result(run, subject));
        return result;
    }

    private static void compare(Run run, KilledJob job, List<String> expected, List<String> found) {
        if (expected.equals(found)) {
            return;
        }
        List<String> missing = new ArrayList<>(expected);
        missing.removeAll(found);
        List<String> other = new ArrayList<>(found);
        other.removeAll(expected);
        run.fault("round " + run.rounds() + ", " + job.name() + ": " + missing + " became " + other);
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
