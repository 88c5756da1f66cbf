package com.in2peta.compliance.register;

import com.in2peta.compliance.approval.Plan;
import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.compliance.evidence.Entry;
import com.in2peta.compliance.evidence.Evidence;
import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.privacy.Catalogue;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;

/** Keeps a version when the record says something new. The version and its evidence are one transaction, which the batch runtime ends. */
@Named
@Dependent
public class RecordKeeping extends AbstractBatchlet {

    @Inject
    Catalogue catalogue;

    @Inject
    ComplianceConfig config;

    @Inject
    RecordTable records;

    @Inject
    Evidence evidence;

    @Inject
    JobRunContext run;

    @Override
    public String process() {
        run.requireFence();
        ProcessingRecord now = ProcessingRecord.of(catalogue);
        String csv = now.csv();
        String sha256 = Plan.sha256(List.of(csv));
        if (records.isNewest(sha256)) {
            return "unchanged";
        }
        int version = records.add(csv, now.jsonLd(config.contact()), sha256, catalogue.sha256(), run.now());
        evidence.append(
                Entry.bySystem(EvidenceKind.RULE_CHANGE, "record-of-processing:" + version, Map.of("sha256", sha256)));
        run.set("version", version);
        return "version " + version;
    }
}
