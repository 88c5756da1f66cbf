package com.in2peta.compliance.evidence;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was signed for a day.
 *
 * @param lastSeq one less than {@code firstSeq} for a day without entries
 * @param jws the signed document; the outside copy holds the same text
 */
record Root(LocalDate day, long firstSeq, long lastSeq, byte[] merkleRoot, String jws, boolean copied) {

    /** The place of the first root's predecessor. */
    static final String BEGINNING = "0".repeat(2 * Digests.LENGTH);

    /** What the document of a day says; {@code previous} is {@link #digest} of the day before. */
    static Map<String, Object> payload(LocalDate day, long firstSeq, long lastSeq, byte[] merkleRoot, String previous) {
        Map<String, Object> payload = new TreeMap<>();
        payload.put("day", day.toString());
        payload.put("first_seq", firstSeq);
        payload.put("last_seq", lastSeq);
        payload.put("entries", lastSeq - firstSeq + 1);
        payload.put("merkle_root", Digests.hex(merkleRoot));
        payload.put("previous", previous);
        return payload;
    }

    /** By which the next root names this one. */
    String digest() {
        return Digests.sha256Hex(jws);
    }
}
