package com.in2peta.compliance.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.UUID;

/**
 * An entry in its place in the chain, as it is stored.
 *
 * @param actor an alias, or null
 * @param subjectRef null when it is about nobody in particular
 * @param body canonical JSON
 * @param prev the hash of the link before it; zeros at the beginning
 * @param hash SHA-256 of {@code prev} and {@link #record}
 */
record Link(
        long seq,
        Instant at,
        UUID actor,
        String kind,
        String object,
        byte[] subjectRef,
        String body,
        byte[] prev,
        byte[] hash) {

    static final byte[] BEGINNING = new byte[Digests.LENGTH];

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** The same with its hash. */
    Link sealed(MessageDigest sha256) {
        return new Link(seq, at, actor, kind, object, subjectRef, body, prev, computeHash(sha256));
    }

    boolean isTrue(MessageDigest sha256) {
        return Arrays.equals(hash, computeHash(sha256));
    }

    LocalDate day() {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** What is hashed, as canonical JSON (RFC 8785); absent values have no member. The body is a part of it as it stands. */
    String record() {
        StringBuilder out = new StringBuilder(256 + body.length()).append('{');
        if (actor != null) {
            out.append("\"actor\":\"").append(actor).append("\",");
        }
        out.append("\"at\":\"");
        TIME.formatTo(at, out);
        out.append("\",\"body\":").append(body).append(",\"kind\":");
        CanonicalJson.string(out, kind);
        out.append(",\"object\":");
        CanonicalJson.string(out, object);
        out.append(",\"seq\":").append(seq);
        if (subjectRef != null) {
            out.append(",\"subject_ref\":\"").append(Digests.hex(subjectRef)).append('"');
        }
        return out.append('}').toString();
    }

    private byte[] computeHash(MessageDigest sha256) {
        sha256.update(prev);
        return sha256.digest(record().getBytes(StandardCharsets.UTF_8));
    }
}
