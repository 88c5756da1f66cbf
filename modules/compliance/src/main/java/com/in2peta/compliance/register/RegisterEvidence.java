package com.in2peta.compliance.register;

import com.in2peta.compliance.evidence.Entry;
import com.in2peta.compliance.evidence.Evidence;
import com.in2peta.kernel.evidence.EvidenceKind;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Writes down what was done to a register, in the transaction in which it is done. */
@Dependent
class RegisterEvidence {

    @Inject
    Evidence evidence;

    void note(EvidenceKind kind, UUID by, UUID object, String what) {
        evidence.append(new Entry(kind, Optional.of(by), object.toString(), Optional.empty(), Map.of("what", what)));
    }
}
