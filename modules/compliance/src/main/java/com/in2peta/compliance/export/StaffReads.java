package com.in2peta.compliance.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.in2peta.kernel.evidence.AccessLog;
import com.in2peta.kernel.evidence.AccessLog.Noted;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.page.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When staff looked at or changed the data, and for which reason; who it was is not told. */
@ApplicationScoped
class StaffReads {

    static final String PATH = "access-log.json";

    private static final Set<EvidenceKind> TOLD = Set.of(EvidenceKind.READ_PERSONAL, EvidenceKind.CHANGE_PERSONAL);
    private static final int AT_ONCE = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    AccessLog log;

    /** Newest first; nothing was ever noted about a person without a reference. */
    JsonNode about(Optional<byte[]> subjectRef) {
        ArrayNode all = JSON.createArrayNode();
        Optional<String> position = Optional.empty();
        while (subjectRef.isPresent()) {
            List<Noted> page = log.about(subjectRef.get(), TOLD, new Slice(position, false, AT_ONCE));
            page.forEach(noted -> all.addObject()
                    .put("at", noted.at().toString())
                    .put("kind", noted.kind().code())
                    .put("object", noted.object())
                    .put("reason", noted.reason()));
            if (page.size() < AT_ONCE) {
                break;
            }
            position = Optional.of(Long.toString(page.get(page.size() - 1).seq()));
        }
        return all;
    }
}
