package com.in2peta.acceptance.prove;

import com.in2peta.acceptance.support.Canaries;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.PlentyOfRows;
import com.in2peta.acceptance.support.Staff;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A job with the same work in every round, and what of its work can be compared. */
abstract class KilledJob {

    static final Comparator<KilledJob> BY_NAME = Comparator.comparing(KilledJob::name);

    final Platform platform;
    final Database database;

    private KilledJob(Platform platform, Database database) {
        this.platform = platform;
        this.database = database;
    }

    static List<KilledJob> all(Platform platform, Database database) {
        return List.of(
                new Erasure(platform, database), new Retention(platform, database), new Export(platform, database));
    }

    abstract String name();

    /** Makes the work; answers what the run will be about. */
    abstract UUID prepare();

    /** The id of the run. */
    abstract UUID start(UUID subject);

    abstract List<String> result(UUID run, UUID subject);

    Customer customer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }

    /** Of the organization and of the person. */
    UUID[] ids(Customer customer) {
        String[] ids = database.rows("""
                        select o.organization_id, p.id from identity.organization o join identity.person p using (organization_id)
                        where o.username = ?""", customer.username()).get(0).split("\\|");
        return new UUID[] {UUID.fromString(ids[0]), UUID.fromString(ids[1])};
    }

    /** Somebody new with the same rows each time. */
    private static final class Erasure extends KilledJob {

        private static final int ROWS = 40_000;
        private static final int START_SECONDS = 120;

        Erasure(Platform platform, Database database) {
            super(platform, database);
        }

        @Override
        String name() {
            return "erasure";
        }

        @Override
        UUID prepare() {
            Customer customer = customer();
            UUID[] ids = ids(customer);
            PlentyOfRows.of(ids[0], ids[1], ROWS, new Canaries(1)).forEach(database::execute);
            String id = customer.apiByToken()
                    .post("/v1/privacy/requests", Map.of("kind", "erasure", "password", Customer.PASSWORD))
                    .expect(202)
                    .body()
                    .path("id")
                    .asText();
            // The calls of this customer are logged by now or never.
            Platform.await("the log", START_SECONDS, () -> database.number("""
                    select count(*) from inference.usage_log where organization_id = ? and route = '/v1/privacy/requests'""", ids[0]) > 0);
            return UUID.fromString(id);
        }

        /** The sweep starts it. */
        @Override
        UUID start(UUID request) {
            database.execute("update compliance.request set cooling_until = now() where id = '" + request + "'");
            Staff.start(Staff.of(platform), "sla-sweep");
            Platform.await(
                    "the start of the erasure",
                    START_SECONDS,
                    () -> !runs(request).isEmpty());
            return UUID.fromString(runs(request).get(0));
        }

        private List<String> runs(UUID request) {
            return database.rows("select id from compliance.job_run where subject = ?", request);
        }

        /** Mails that wait leave by themselves: how many of them are erased is a matter of the moment. */
        @Override
        List<String> result(UUID run, UUID request) {
            return database.rows("""
                    select action, element, state, remaining, case when element <> 'kernel.outbox' then expected end,
                        case when element <> 'kernel.outbox' then affected end, retained
                    from compliance.request_task where request_id = ? order by seq""", request);
        }
    }

    /** Rows that are deleted in ranges, and a partition that is dropped. */
    private static final class Retention extends KilledJob {

        private static final int PREDICTIONS = 100_000;
        private static final int CALLS = 20_000;

        Retention(Platform platform, Database database) {
            super(platform, database);
        }

        @Override
        String name() {
            return "retention";
        }

        @Override
        UUID prepare() {
            String day = "date_trunc('day', now() - interval '110 days', 'UTC')";
            database.execute(
                    "select inference.make_partition('usage_log', " + day + ", " + day + " + interval '1 day')");
            database.execute("""
                    insert into inference.usage_log (occurred_at, organization_id, request_id, method, route, status, duration_micros)
                    select %s + n * interval '0.01 s', gen_random_uuid(), n::text, 'POST', '/v1/predictions', 201, 1000
                    from generate_series(1, %d) n;
                    insert into inference.prediction (id, organization_id, model_id, model, version_id, status, currency,
                        price_micros_per_second, hold_micros, created_at, completed_at)
                    select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'somebody/a-model', repeat('0', 64), 'succeeded',
                        'INR', 1, 1, t, t
                    from (select now() - interval '95 days' + n * interval '0.1 s' as t from generate_series(1, %d) n) r
                    """.formatted(day, CALLS, PREDICTIONS));
            return UUID.randomUUID();
        }

        @Override
        UUID start(UUID nobody) {
            return UUID.fromString(Staff.start(Staff.of(platform), name()));
        }

        @Override
        List<String> result(UUID run, UUID nobody) {
            return database.rows("""
                    select key, value from compliance.job_run, jsonb_each_text(counts)
                    where id = ? and key ~ '^inference\\.(prediction|usage_log)\\.(expected|removed|held|remaining)$' order by key""", run);
        }
    }

    /** The same request each time, made anew. */
    private static final class Export extends KilledJob {

        private static final int ROWS = 400_000;

        private final UUID request = UUID.randomUUID();

        Export(Platform platform, Database database) {
            super(platform, database);
            UUID[] ids = ids(customer());
            database.execute("""
                    insert into inference.usage_log (occurred_at, organization_id, request_id, method, route, status, duration_micros)
                    select date_trunc('day', now()) + make_interval(secs => g %% 80000), '%s', 'r' || g, 'GET', '/v1/models', 200, g
                    from generate_series(1, %d) g""".formatted(ids[0], ROWS));
            database.execute("""
                    insert into compliance.request (id, kind, regime, channel, person_id, organization_id, state, identity_level,
                        policy_version, catalogue_sha256, received_at, due_at, subject_ref)
                    select '%1$s', 'access', 'gdpr', 'self-service', '%2$s', '%3$s', 'running', 3, 1, catalogue_sha256, now(),
                        now() + interval '1 month', sha256('%2$s')
                    from compliance.policy_version order by created_at desc limit 1""".formatted(request, ids[1], ids[0]));
        }

        @Override
        String name() {
            return "export";
        }

        @Override
        UUID prepare() {
            database.execute("delete from compliance.export where request_id = '" + request + "'");
            database.execute(
                    "update compliance.request set state = 'running', outcome = null, closed_at = null where id = '"
                            + request + "'");
            return request;
        }

        @Override
        UUID start(UUID subject) {
            return UUID.fromString(Staff.start(Staff.of(platform), name(), subject));
        }

        /** What the platform wrote about the request itself changes with it. */
        @Override
        List<String> result(UUID run, UUID subject) {
            return database.rows("""
                    select path, rows, bytes, sha256, crc32 from compliance.export_file
                    where request_id = ? and element <> '' and path not like '%/compliance/%' order by path""", subject);
        }
    }
}
