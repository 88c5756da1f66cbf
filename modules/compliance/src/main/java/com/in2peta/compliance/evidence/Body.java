package com.in2peta.compliance.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The guard before what is signed or chained: it stays for ever, so an address that slipped in could never be taken out again. */
final class Body {

    /** Ids, codes, counts and digests have no use for an at sign, in whatever disguise. */
    private static final List<String> AT_SIGNS = List.of("@", "\uFF20", "\uFE6B", "%40", "&#64;");

    private Body() {}

    /** The body as canonical JSON. */
    static String text(Map<String, ?> body, int limitBytes) {
        String text = CanonicalJson.write(body);
        if (text.getBytes(StandardCharsets.UTF_8).length > limitBytes) {
            throw new IllegalArgumentException("a body of more than " + limitBytes + " bytes");
        }
        if (AT_SIGNS.stream().anyMatch(text::contains)) {
            throw new IllegalArgumentException("a body with something that looks like an address");
        }
        return text;
    }
}
