package com.in2peta.compliance.retention;

import com.in2peta.compliance.job.JobDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Deletes what has reached its end. */
@ApplicationScoped
public class RetentionJob implements JobDefinition {

    public static final String NAME = "retention";
    static final Duration PERIOD = Duration.ofMinutes(15);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean runsDry() {
        return true;
    }

    @Override
    public Optional<Duration> every() {
        return Optional.of(PERIOD);
    }
}
