package com.in2peta.compliance.retention;

import com.in2peta.compliance.api.Jobs;
import com.in2peta.compliance.retention.RunApproval.RunApproved;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

/** Lets a run go on that was approved. */
@ApplicationScoped
public class RunResumption {

    @Inject
    Jobs jobs;

    void resume(@Observes(during = TransactionPhase.AFTER_SUCCESS) RunApproved approved) {
        jobs.find(approved.run()).filter(run -> run.state().equals("parked")).ifPresent(run -> jobs.resume(run.id()));
    }
}
