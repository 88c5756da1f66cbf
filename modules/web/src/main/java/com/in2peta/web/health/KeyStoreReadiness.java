package com.in2peta.web.health;

import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The key store answers and is migrated: without it nothing can be sealed or opened. */
@Readiness
@ApplicationScoped
public class KeyStoreReadiness implements HealthCheck {

    private static final String LAST_OBJECT = "select to_regclass('keystore.secret') is not null";

    @Resource(lookup = "jdbc/in2peta-keys")
    DataSource keys;

    @Override
    public HealthCheckResponse call() {
        try {
            boolean migrated =
                    Sql.query(keys, LAST_OBJECT, row -> row.getBoolean(1)).get(0);
            return HealthCheckResponse.named("keys")
                    .status(migrated)
                    .withData("migrated", migrated)
                    .build();
        } catch (DatabaseFailure e) {
            return HealthCheckResponse.named("keys")
                    .down()
                    .withData("reason", e.getMessage())
                    .build();
        }
    }
}
