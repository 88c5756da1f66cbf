package com.in2peta.compliance.policy;

import com.in2peta.compliance.job.JobDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Tells everybody of material changes of the policies. */
@ApplicationScoped
public class PolicyNoticeJob implements JobDefinition {

    @Override
    public String name() {
        return "policy-notice";
    }

    @Override
    public Optional<Duration> every() {
        return Optional.of(Duration.ofMinutes(15));
    }
}
