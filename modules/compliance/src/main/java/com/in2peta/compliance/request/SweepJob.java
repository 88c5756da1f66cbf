package com.in2peta.compliance.request;

import com.in2peta.compliance.job.JobDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Looks at the deadlines of requests. */
@ApplicationScoped
public class SweepJob implements JobDefinition {

    static final String NAME = "sla-sweep";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Duration> every() {
        return Optional.of(Duration.ofMinutes(1));
    }
}
