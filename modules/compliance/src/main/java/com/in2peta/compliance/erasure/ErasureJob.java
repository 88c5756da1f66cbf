package com.in2peta.compliance.erasure;

import com.in2peta.compliance.job.JobDefinition;
import com.in2peta.compliance.request.RequestKind;
import jakarta.enterprise.context.ApplicationScoped;

/** Erases the person of one request. */
@ApplicationScoped
public class ErasureJob implements JobDefinition {

    public static final String NAME = RequestKind.ERASURE_JOB;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean hasSubject() {
        return true;
    }
}
