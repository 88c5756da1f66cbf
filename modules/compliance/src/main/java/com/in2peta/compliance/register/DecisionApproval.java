package com.in2peta.compliance.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.compliance.approval.Approvable;
import com.in2peta.compliance.evidence.DocumentSignatures;
import com.in2peta.compliance.register.DecisionTable.Asked;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.privacy.Catalogue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The yes to a decision about a conflict signs it. It chooses nothing: that the operator's setting does. */
@ApplicationScoped
class DecisionApproval implements Approvable {

    static final String ACTION = "decide-conflict";

    private static final String TYPE = "in2peta-decision";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    DecisionTable decisions;

    @Inject
    DocumentSignatures signatures;

    @Inject
    RegisterEvidence evidence;

    @Inject
    Catalogue catalogue;

    @Inject
    Clock clock;

    @Override
    public String action() {
        return ACTION;
    }

    @Override
    public String plan(UUID decision, String action) {
        return decisions.asked(decision).plan();
    }

    @Override
    public void approved(UUID decision, String action, UUID staff) {
        Instant now = clock.instant();
        String document = document(decision, decisions.asked(decision), now);
        decisions.sign(decision, document, signatures.sign(TYPE, document.getBytes(StandardCharsets.UTF_8)), now);
        evidence.note(EvidenceKind.RULE_CHANGE, staff, decision, "decided");
    }

    @Override
    public void refused(UUID decision, String action, UUID staff) {
        // it stays unsigned
    }

    /** Who decided stands in the evidence, by alias, under the id. */
    private String document(UUID id, Asked asked, Instant now) {
        Map<String, String> document = new TreeMap<>(Map.of(
                "id", id.toString(),
                "conflict", asked.conflict(),
                "title", catalogue.policy().conflicts().get(asked.conflict()).title(),
                "option", asked.option(),
                "document_sha256", asked.documentSha256(),
                "catalogue_sha256", catalogue.sha256(),
                "decided_at", now.toString()));
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a map of texts can be written
        }
    }
}
