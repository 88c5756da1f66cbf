package com.in2peta.web.health;

import com.in2peta.compliance.api.Retention;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.invariant.InvariantCheck.Finding;
import com.in2peta.kernel.invariant.InvariantWatch;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Ready means that a prediction can be accepted, run, charged and kept no longer than promised. */
@ApplicationScoped
public class Readiness {

    private static final Logger LOG = System.getLogger(Readiness.class.getName());

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Resource(lookup = "jms/in2peta")
    ConnectionFactory broker;

    @Inject
    InvariantWatch invariants;

    @Inject
    Retention retention;

    /** The application's role reaches its tables, which it does only when every migration has run. */
    @Produces
    @org.eclipse.microprofile.health.Readiness
    HealthCheck postgresql() {
        return () -> check("postgresql", () -> {
            Sql.query(database, "select 1", row -> row.getInt(1));
            return true;
        });
    }

    @Produces
    @org.eclipse.microprofile.health.Readiness
    HealthCheck broker() {
        return () -> check("broker", () -> {
            try (JMSContext context = broker.createContext()) {
                return context.getMetaData() != null;
            }
        });
    }

    @Produces
    @org.eclipse.microprofile.health.Readiness
    HealthCheck migrations() {
        return () -> check(
                "migrations",
                () -> !Sql.query(
                                database,
                                "select 1 where to_regclass('batch.jobstatus') is not null"
                                        + " and to_regclass('inference.prediction') is not null",
                                row -> row.getInt(1))
                        .isEmpty());
    }

    /** There are partitions for what is being written now. */
    @Produces
    @org.eclipse.microprofile.health.Readiness
    HealthCheck partitions() {
        return () -> check("partitions", retention::prepared);
    }

    /** What the last look at the books found; before the first look there is nothing against them. */
    @Produces
    @org.eclipse.microprofile.health.Readiness
    HealthCheck ledger() {
        return () -> {
            List<Finding> findings = invariants.latest();
            long broken = findings.stream().filter(finding -> !finding.holds()).count();
            return HealthCheckResponse.named("ledger")
                    .status(broken == 0)
                    .withData("invariants", findings.size())
                    .withData("broken", broken)
                    .build();
        };
    }

    /** A question whose failure is a no. */
    @FunctionalInterface
    private interface Question {
        boolean ask();
    }

    private static HealthCheckResponse check(String name, Question question) {
        try {
            return HealthCheckResponse.named(name).status(question.ask()).build();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "not ready, {0}: {1}", name, e.getMessage());
            return HealthCheckResponse.named(name).down().build();
        }
    }
}
