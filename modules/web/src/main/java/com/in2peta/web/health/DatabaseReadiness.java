package com.in2peta.web.health;

import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** PostgreSQL answers, and every schema is there, which it is only when the migrations have run. */
@Readiness
@ApplicationScoped
public class DatabaseReadiness implements HealthCheck {

    private static final String LAST_OBJECTS =
            "select to_regclass('batch.jbatchjobstatus') is not null and to_regclass('compliance.job_run') is not null";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Override
    public HealthCheckResponse call() {
        try {
            boolean migrated =
                    Sql.query(database, LAST_OBJECTS, row -> row.getBoolean(1)).get(0);
            return HealthCheckResponse.named("database")
                    .status(migrated)
                    .withData("migrated", migrated)
                    .build();
        } catch (DatabaseFailure e) {
            return HealthCheckResponse.named("database")
                    .down()
                    .withData("reason", e.getMessage())
                    .build();
        }
    }
}
