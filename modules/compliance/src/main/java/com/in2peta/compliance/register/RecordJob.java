package com.in2peta.compliance.register;

import com.in2peta.compliance.job.JobDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Puts the record of processing on record, each day. */
@ApplicationScoped
public class RecordJob implements JobDefinition {

    @Override
    public String name() {
        return "record-of-processing";
    }

    @Override
    public Optional<Duration> every() {
        return Optional.of(Duration.ofDays(1));
    }
}
