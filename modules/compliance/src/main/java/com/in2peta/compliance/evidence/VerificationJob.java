package com.in2peta.compliance.evidence;

import com.in2peta.compliance.job.JobDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Signs the days that have passed, copies their roots outside and verifies the whole chain. */
@ApplicationScoped
public class VerificationJob implements JobDefinition {

    @Override
    public String name() {
        return "chain-verify";
    }

    @Override
    public Optional<Duration> every() {
        return Optional.of(Duration.ofHours(1));
    }
}
