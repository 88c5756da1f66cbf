package com.in2peta.compliance.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** When staff looked at the data, and for which reason. */
@ApplicationScoped
class StaffReads {

    static final String PATH = "access-log.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    JsonNode of(UUID requestId) {
        return JSON.createArrayNode();
    }
}
