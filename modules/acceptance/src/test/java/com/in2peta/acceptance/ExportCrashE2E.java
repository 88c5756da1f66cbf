package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A process that dies while it makes a package. */
class ExportCrashE2E {

    private static final int ROWS = 700_000;
    private static final int PATIENCE_SECONDS = 240;
    private static final String FILES = """
            select path, rows, bytes, sha256, crc32 from compliance.export_file where request_id = ? and element <> '' order by path""";

    @Test
    void afterAKillThePackageIsTheSameByteForByte() {
        try (Platform platform = Platform.start(SharedPlatform.folder("export-crash"));
                Database database = Database.of(platform)) {
            Customer customer = Customer.of(
                    platform.ready().path("baseUrl").asText(),
                    platform.ready().path("sandboxUrl").asText());
            fill(platform, database, customer);
            UUID request = ExportPackage.request(database, customer, "access");

            String run = ExportPackage.start(Staff.of(platform), request);
            Platform.await("files of the usage log", PATIENCE_SECONDS, () -> done(database, request) > 0);
            platform.kill("payara");
            long before = done(database, request);
            platform.awaitServing();
            Api staff = Staff.of(platform);
            assertThat(Staff.await(staff, run, PATIENCE_SECONDS).path("state").asText())
                    .isEqualTo("completed");
            List<String> interrupted = database.rows(FILES, request);

            assertThat(before)
                    .isLessThan(database.number(
                            "select count(*) from compliance.export_file where request_id = ? and element = 'inference.usage_log'",
                            request));
            assertThat(interrupted)
                    .anySatisfy(file -> assertThat(file).startsWith("data/inference/usage_log/0003.ndjson.gz"));
            // Calls that are logged after the plan was made, with a time inside of a file, are in it beyond its plan.
            assertThat(database.number("select max(planned) from compliance.export_file where request_id = ?", request))
                    .isLessThanOrEqualTo(250_000);

            again(database, request);
            assertThat(Staff.await(staff, ExportPackage.start(staff, request), PATIENCE_SECONDS)
                            .path("state")
                            .asText())
                    .isEqualTo("completed");
            assertThat(withoutRequests(database.rows(FILES, request))).isEqualTo(withoutRequests(interrupted));
            assertThat(ExportPackage.of(ExportPackage.get(ExportPackage.link(customer, request))
                                    .body())
                            .rows("inference.usage_log"))
                    .hasSizeGreaterThanOrEqualTo(ROWS);
        }
    }

    private static void fill(Platform platform, Database database, Customer customer) {
        String mine =
                "(select organization_id from identity.organization where username = '" + customer.username() + "')";
        Platform.await(
                "the log of the calls that signed the customer up",
                30,
                () -> database.number("select count(*) from inference.usage_log where organization_id = " + mine) > 0);
        database.execute("""
                insert into inference.usage_log (occurred_at, organization_id, person_id, request_id, method, route, status, duration_micros)
                select date_trunc('day', now()) + make_interval(secs => g %% 80000), %s, null, 'r' || g, 'GET', '/v1/models', 200, g
                from generate_series(1, %d) g""".formatted(mine, ROWS));
    }

    private static long done(Database database, UUID request) {
        return database.number("""
                select count(*) from compliance.export_file
                where request_id = ? and element = 'inference.usage_log' and state = 'done'""", request);
    }

    private static void again(Database database, UUID request) {
        database.execute("delete from compliance.export where request_id = '" + request + "'");
        database.execute(
                "update compliance.request set state = 'running', outcome = null, closed_at = null where id = '"
                        + request + "'");
    }

    /** The request has ended between the two. */
    private static List<String> withoutRequests(List<String> files) {
        return files.stream().filter(file -> !file.contains("/compliance/")).toList();
    }
}
