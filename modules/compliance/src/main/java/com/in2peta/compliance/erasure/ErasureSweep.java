package com.in2peta.compliance.erasure;

import com.in2peta.compliance.api.Jobs;
import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.time.Recurring;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import javax.sql.DataSource;

/** Goes on with the erasures that wait: a case that nobody touches still comes to its end. Those that are due are started with the deadlines. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ErasureSweep {

    private static final Logger LOG = System.getLogger(ErasureSweep.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(5);
    /** What waits, waits for something that takes its time. */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private static final String WAITING = "select id from compliance.job_run where job = ? and state = 'parked'"
            + " and heartbeat_at < now() - make_interval(secs => ?)";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Jobs jobs;

    @Inject
    ComplianceConfig config;

    @Inject
    Recurring recurring;

    private ScheduledFuture<?> sweeps;

    @PostConstruct
    void begin() {
        sweeps = recurring.every(PERIOD, "the sweep over erasures", this::sweep);
    }

    @PreDestroy
    void end() {
        sweeps.cancel(false);
    }

    private void sweep() {
        if (config.scheduleEnabled()) {
            Sql.query(database, WAITING, row -> row.getObject(1, UUID.class), ErasureJob.NAME, PAUSE.toSeconds())
                    .forEach(this::goOn);
        }
    }

    private void goOn(UUID run) {
        try {
            jobs.resume(run);
        } catch (DomainException e) {
            LOG.log(Level.DEBUG, "job run {0} goes on elsewhere", run);
        }
    }
}
