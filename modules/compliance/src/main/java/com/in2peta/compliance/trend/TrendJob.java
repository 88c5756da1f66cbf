package com.in2peta.compliance.trend;

import com.in2peta.compliance.job.JobDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Computes trends anew, each day. */
@ApplicationScoped
public class TrendJob implements JobDefinition {

    @Override
    public String name() {
        return "trends";
    }

    @Override
    public Optional<Duration> every() {
        return Optional.of(Duration.ofDays(1));
    }
}
