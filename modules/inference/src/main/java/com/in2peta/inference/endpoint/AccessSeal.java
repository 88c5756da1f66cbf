package com.in2peta.inference.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.inference.domain.Hosting.Wanted;
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

/** Addresses and keys of endpoints, and what is wanted of those that the platform makes: each one document, sealed under the owner's key. */
@ApplicationScoped
class AccessSeal implements SealedTable {

    private static final String PLACE = "inference.endpoint.access|";
    private static final String WANTED = "inference.endpoint.wanted|";
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

    /** Empty while there is no address; throws {@link com.in2peta.kernel.seal.KeyDestroyed} when its owner was erased. */
    Optional<Access> open(StoredEndpoint endpoint) {
        return endpoint.access()
                .map(bytes -> access(seals.openText(endpoint.organizationId(), bytes, PLACE + endpoint.id())));
    }

    private static Access access(String text) {
        try {
            JsonNode document = JSON.readTree(text);
            return new Access(
                    URI.create(document.path("url").asText()),
                    Optional.ofNullable(document.path("key").textValue()),
                    Optional.ofNullable(document.path("secret").textValue()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an access that is not JSON"); // the cause would quote it
        }
    }

    byte[] seal(UUID organizationId, UUID id, Wanted wanted) {
        return seals.seal(organizationId, JSON.valueToTree(wanted).toString(), WANTED + id);
    }

    /** Throws {@link com.in2peta.kernel.seal.KeyDestroyed} when its owner was erased. */
    Wanted openWanted(StoredEndpoint endpoint) {
        byte[] sealed = endpoint.hosting().orElseThrow().wanted();
        try {
            return JSON.readValue(
                    seals.openText(endpoint.organizationId(), sealed, WANTED + endpoint.id()), Wanted.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a wanted state that is not JSON"); // the cause would quote it
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
        String place = switch (column) {
            case "access" -> PLACE;
            case "wanted" -> WANTED;
            default -> throw new IllegalArgumentException("not sealed: " + column);
        };
        return seals.open(id(row.apply(OWNER)), sealed, place + id(row.apply(ID)));
    }

    private static UUID id(byte[] text) {
        return UUID.fromString(new String(text, StandardCharsets.US_ASCII));
    }
}
