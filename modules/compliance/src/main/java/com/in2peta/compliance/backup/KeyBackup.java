package com.in2peta.compliance.backup;

import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.kernel.seal.KeyBackups;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.file.Files;
import java.nio.file.Path;

/** Old back-ups go first: they have to, whether a new one can be written or not. */
@Named
@Dependent
public class KeyBackup extends AbstractBatchlet {

    @Inject
    KeyBackups backups;

    @Inject
    ComplianceConfig config;

    @Inject
    JobRunContext run;

    @Override
    public String process() {
        Path folder = config.keyBackupDir()
                .filter(Files::isDirectory)
                .orElseThrow(() -> run.failure("no-folder-for-key-backups"));
        run.set("deleted", backups.deleteOld(folder, run.now()));
        backups.write(folder, run.now());
        run.set("written", 1);
        return "written";
    }
}
