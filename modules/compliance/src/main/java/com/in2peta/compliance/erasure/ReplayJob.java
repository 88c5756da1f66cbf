package com.in2peta.compliance.erasure;

import com.in2peta.compliance.job.JobDefinition;
import jakarta.enterprise.context.ApplicationScoped;

/** Repeats erasures that a restored backup has undone. */
@ApplicationScoped
public class ReplayJob implements JobDefinition {

    public static final String NAME = "replay-erasures";

    @Override
    public String name() {
        return NAME;
    }
}
