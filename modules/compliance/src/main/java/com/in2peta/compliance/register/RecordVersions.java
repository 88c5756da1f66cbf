package com.in2peta.compliance.register;

import com.in2peta.compliance.approval.Plan;
import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.compliance.evidence.Entry;
import com.in2peta.compliance.evidence.Evidence;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.privacy.Catalogue;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Versions of the record of processing. */
@Stateless
public class RecordVersions {

    @Inject
    Catalogue catalogue;

    @Inject
    ComplianceConfig config;

    @Inject
    RecordTable records;

    @Inject
    Evidence evidence;

    /** The number of a new version, which is there together with its evidence; empty when the record says what it said. */
    public OptionalInt keep(Instant now) {
        ProcessingRecord record = ProcessingRecord.of(catalogue);
        String csv = record.csv();
        String sha256 = Plan.sha256(List.of(csv));
        if (records.isNewest(sha256)) {
            return OptionalInt.empty();
        }
        int version = records.add(csv, record.jsonLd(config.contact()), sha256, catalogue.sha256(), now);
        evidence.append(
                Entry.bySystem(EvidenceKind.RULE_CHANGE, "record-of-processing:" + version, Map.of("sha256", sha256)));
        return OptionalInt.of(version);
    }
}
