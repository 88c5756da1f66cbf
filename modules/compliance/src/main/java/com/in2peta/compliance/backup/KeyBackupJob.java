package com.in2peta.compliance.backup;

import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.compliance.job.JobDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** Backs up the key store, by itself when there is a folder for it. */
@ApplicationScoped
public class KeyBackupJob implements JobDefinition {

    @Inject
    ComplianceConfig config;

    @Override
    public String name() {
        return "key-backup";
    }

    @Override
    public Optional<Duration> every() {
        return config.keyBackupDir().map(folder -> Duration.ofHours(1));
    }
}
