package com.in2peta.compliance.erasure;

import com.in2peta.compliance.job.JobDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Writes small tables anew, so that nothing of deleted rows is left in their files. */
@ApplicationScoped
public class RewriteJob implements JobDefinition {

    public static final String NAME = "rewrite-storage";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Duration> every() {
        return Optional.of(Duration.ofDays(7));
    }
}
