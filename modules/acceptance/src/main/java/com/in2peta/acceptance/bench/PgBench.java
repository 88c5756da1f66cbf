package com.in2peta.acceptance.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Statements by pgbench, as the application's role. */
final class PgBench {

    private PgBench() {}

    /** Answers what it printed. */
    static String run(Lab lab, Path sql, int clients, int seconds) throws IOException {
        URI database =
                URI.create(lab.platform().ready().path("jdbcUrl").asText().substring("jdbc:".length()));
        String password = Files.readString(lab.platform().data().resolve("secrets/postgres-in2p_app"))
                .strip();
        return Tool.run(
                List.of(
                        "pgbench",
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + clients,
                        "--jobs=2",
                        "--time=" + seconds,
                        "--file=" + sql,
                        "--host=" + database.getHost(),
                        "--port=" + database.getPort(),
                        "--username=in2p_app",
                        "in2peta"),
                Map.of("PGPASSWORD", password));
    }

    static double perSecond(String said) {
        return Tool.number(said, "tps = ([0-9.]+)");
    }
}
