package com.in2peta.compliance.request;

import com.in2peta.compliance.api.Jobs;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.problem.DomainException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Starts the job of a request whose time has come. Called right after the commit that made it due, and by the sweep for what a process that died
 * left behind: starting again answers the run that is under way.
 */
@ApplicationScoped
class Starter {

    private static final Logger LOG = System.getLogger(Starter.class.getName());

    @Inject
    Beginning beginning;

    @Inject
    Jobs jobs;

    @Inject
    Clock clock;

    /** Does nothing for a request that waits, is done at once or by hand, or has failed. A failure is left to the sweep. */
    void start(UUID id) {
        try {
            beginning.begin(id).ifPresent(job -> jobs.start(job, Optional.of(id), false, Optional.empty()));
        } catch (DomainException e) {
            LOG.log(Level.WARNING, "request {0} is started later: {1}", id, e.type());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "request {0} is started later: {1}", id, FailureCode.of(e));
        }
    }
}
