package com.in2peta.compliance.export;

import com.in2peta.compliance.job.JobDefinition;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the package of a request for access or portability. */
@ApplicationScoped
public class ExportJob implements JobDefinition {

    /** The name of its file too. */
    public static final String NAME = "export";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean hasSubject() {
        return true;
    }
}
