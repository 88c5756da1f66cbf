package com.in2peta.compliance.request;

import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Decides, in one transaction, whether a request runs now. */
@Stateless
public class Beginning {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    RequestTable requests;

    @Inject
    Lifecycle lifecycle;

    @Inject
    Clock clock;

    /** The job that has to be started, once the transaction has committed; empty when none has to. */
    public Optional<String> begin(UUID id) {
        Request request = requests.require(id);
        if (request.kind().job().isEmpty() || !isDue(request)) {
            return Optional.empty();
        }
        if (request.state() == RequestState.RUNNING && latestRun(request).isPresent()) {
            return Optional.empty();
        }
        lifecycle.begin(request);
        return request.state() == RequestState.RUNNING ? request.kind().job() : Optional.empty();
    }

    /** A run that failed or was stopped is for staff to look at; true when the request was waiting for it. */
    public boolean noteFailedRun(UUID id) {
        Request request = requests.require(id);
        boolean failed = request.state() == RequestState.RUNNING
                && latestRun(request)
                        .filter(Set.of("failed", "stopped")::contains)
                        .isPresent();
        if (failed) {
            lifecycle.fail(request, "job-failed");
        }
        return failed;
    }

    private boolean isDue(Request request) {
        return switch (request.state()) {
            case COOLING -> !request.status().coolingUntil.isAfter(clock.instant());
            case RUNNING -> true;
            case BLOCKED_BY_HOLD ->
                Lifecycle.KEPT_FOR_CLAIMS.equals(request.details().get("blocked"))
                        && !requests.isKeptForClaims(request.personId().orElseThrow());
            default -> false;
        };
    }

    /** The state of the last run since the request was set running; empty when there is none. */
    private Optional<String> latestRun(Request request) {
        return Sql.query(
                        database,
                        """
                        select state from compliance.job_run
                        where job = ? and subject = ? and not dry_run and started_at >= (
                            select max(at) from compliance.request_step where request_id = ? and code = 'running')
                        order by started_at desc limit 1
                        """,
                        row -> row.getString(1),
                        request.kind().job().orElseThrow(),
                        request.id(),
                        request.id())
                .stream()
                .findFirst();
    }
}
