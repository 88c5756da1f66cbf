package com.in2peta.inference.file;

import com.in2peta.inference.api.StoredFiles.Link;
import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.domain.LinkEnd;
import com.in2peta.inference.domain.StoredFile;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.seal.Seals;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Links that open one file without a credential until a moment, signed as Replicate signs its own: HMAC-SHA256 of "owner id expiry". Providers
 * follow them too and must not learn who asks, so the owner in a link is a digest that is another one for each file.
 */
@ApplicationScoped
class FileLinks {

    static final String PATH = "/v1/files/";

    private static final String SECRET = "file-links";
    private static final int OWNER_BYTES = 16;

    @Inject
    Seals seals;

    @Inject
    InferenceConfig config;

    @Inject
    Clock clock;

    private String prefix;

    @PostConstruct
    void begin() {
        prefix = config.publicUrl() + PATH;
    }

    /** Path and query; the link works as long as the settings say, and not beyond the end of the file. */
    String path(StoredFile file) {
        return path(file, LinkEnd.of(file.id(), config.fileLinkLife(), clock.instant()));
    }

    /** Path and query of a link that works until a moment, and not beyond the end of the file. */
    String path(StoredFile file, Instant until) {
        Instant end = until.isBefore(file.expiresAt()) ? until : file.expiresAt();
        return path(file.organizationId(), file.id(), end);
    }

    /** The same of a file that was not looked at: if it is another's, the link opens nothing. */
    String path(UUID organizationId, UUID id, Instant until) {
        String owner = owner(organizationId, id);
        long expiry = until.getEpochSecond();
        return PATH + Ids.toWire(id) + "/download?owner=" + owner + "&expiry=" + expiry + "&signature="
                + encode(signature(owner, id, expiry));
    }

    /** The file that an address names; empty when it names none. */
    Optional<UUID> named(String address) {
        return address.startsWith(prefix) ? Ids.fromWire(address.substring(prefix.length())) : Optional.empty();
    }

    boolean isGood(Link link) {
        byte[] shown = decode(link.signature());
        return MessageDigest.isEqual(shown, signature(link.owner(), link.file(), link.expiry()))
                && clock.instant().getEpochSecond() < link.expiry();
    }

    boolean isOwner(Link link, UUID organizationId) {
        return link.owner().equals(owner(organizationId, link.file()));
    }

    private String owner(UUID organizationId, UUID id) {
        return encode(Arrays.copyOf(seals.blindIndex(SECRET, "owner " + organizationId + " " + id), OWNER_BYTES));
    }

    private byte[] signature(String owner, UUID id, long expiry) {
        return seals.blindIndex(SECRET, owner + " " + Ids.toWire(id) + " " + expiry);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
