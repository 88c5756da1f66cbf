package com.in2peta.inference.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.inference.domain.Provider.Access;
import com.in2peta.inference.domain.StoredEndpoint;
import com.in2peta.kernel.seal.SealedTable;
import com.in2peta.kernel.seal.Seals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Addresses and keys of endpoints, sealed under their owner's key as one document. */
@ApplicationScoped
class AccessSeal implements SealedTable {

    private static final String PLACE = "inference.endpoint.access|";
    private static final String ID = "id";
    private static final String OWNER = "organization_id";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Seals seals;

    byte[] seal(UUID organizationId, UUID id, Access access) {
        ObjectNode document = JSON.createObjectNode().put("url", access.url().toString());
        access.key().ifPresent(key -> document.put("key", key));
        access.secret().ifPresent(secret -> document.put("secret", secret));
        return seals.seal(organizationId, document.toString(), PLACE + id);
    }

    /** Throws {@link com.in2peta.kernel.seal.KeyDestroyed} when its owner was erased. */
    Access open(StoredEndpoint endpoint) {
        try {
            JsonNode document =
                    JSON.readTree(seals.openText(endpoint.organizationId(), endpoint.access(), PLACE + endpoint.id()));
            return new Access(
                    URI.create(document.path("url").asText()),
                    Optional.ofNullable(document.path("key").textValue()),
                    Optional.ofNullable(document.path("secret").textValue()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an access that is not JSON"); // the cause would quote it
        }
    }

    @Override
    public String table() {
        return "inference.endpoint";
    }

    @Override
    public List<String> needs() {
        return List.of(ID, OWNER);
    }

    @Override
    public byte[] open(String column, byte[] sealed, Function<String, byte[]> row) {
        if (!column.equals("access")) {
            throw new IllegalArgumentException("not sealed: " + column);
        }
        return seals.open(id(row.apply(OWNER)), sealed, PLACE + id(row.apply(ID)));
    }

    private static UUID id(byte[] text) {
        return UUID.fromString(new String(text, StandardCharsets.US_ASCII));
    }
}
