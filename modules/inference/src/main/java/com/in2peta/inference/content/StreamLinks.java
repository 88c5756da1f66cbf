package com.in2peta.inference.content;

import com.in2peta.inference.api.PredictionStreams.Link;
import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.domain.LinkEnd;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.seal.Seals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Links by which one prediction can be followed without a credential until a moment; signed, so that none can be made up. */
@ApplicationScoped
public class StreamLinks {

    /** A prediction and its organization, as a good link names them. */
    public record Target(UUID organizationId, UUID id) {}

    private static final String PATH = "/v1/streams/";
    private static final String SECRET = "stream-links";

    @Inject
    Seals seals;

    @Inject
    InferenceConfig config;

    @Inject
    Clock clock;

    /** Path and query of a new link. */
    public String path(UUID organizationId, UUID id) {
        String owner = Ids.toWire(organizationId);
        long expiry = LinkEnd.of(id, config.streamLinkLife(), clock.instant()).getEpochSecond();
        return PATH + Ids.toWire(id) + "?owner=" + owner + "&expiry=" + expiry + "&signature="
                + encode(signature(Ids.toWire(id), owner, Long.toString(expiry)));
    }

    /** Empty when the link is not ours or has ended. */
    public Optional<Target> target(Link link) {
        byte[] wanted = signature(link.id(), link.owner(), link.expiry());
        if (!MessageDigest.isEqual(wanted, decode(link.signature())) || hasEnded(link.expiry())) {
            return Optional.empty();
        }
        return Optional.of(new Target(
                Ids.fromWire(link.owner()).orElseThrow(),
                Ids.fromWire(link.id()).orElseThrow()));
    }

    /** Of a link that was signed, so it is a number. */
    private boolean hasEnded(String expiry) {
        return !clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(expiry)));
    }

    private byte[] signature(String id, String owner, String expiry) {
        return seals.blindIndex(SECRET, id + " " + owner + " " + expiry);
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
