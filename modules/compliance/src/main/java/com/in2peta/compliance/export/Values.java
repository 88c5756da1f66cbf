package com.in2peta.compliance.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.in2peta.kernel.limit.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The values of one package that are not shown as they lie in the table. */
final class Values {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.JSON_DEPTH * 4)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final int TOKEN_BYTES = 16;
    private static final int DATE = 10;
    private static final byte[] UTC = "+00".getBytes(StandardCharsets.US_ASCII);

    private final Subject subject;
    private final Optional<Opening.Opener> opener;
    private final Mac tokens;

    Values(UUID requestId, Subject subject, Optional<Opening.Opener> opener) {
        this.subject = subject;
        this.opener = opener;
        this.tokens = mac(requestId);
    }

    private static Mac mac(UUID requestId) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(requestId.toString().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /** RFC 3339; the session is in UTC. */
    void time(CopyRow row, int field, Bytes out) {
        byte[] bytes = row.bytes();
        int start = row.start(field);
        int end = row.end(field);
        boolean usual = end - start > DATE + UTC.length && bytes[start + DATE] == ' ' && bytes[end - 3] == '+';
        if (!usual) {
            out.put(bytes, start, end); // infinity, or a year before Christ
            return;
        }
        out.put(bytes, start, start + DATE);
        out.put('T');
        out.put(bytes, start + DATE + 1, end - UTC.length);
        out.put('Z');
    }

    /** The person's own ids as they are; in place of anybody else's a token, which is the same throughout this package and no other. */
    byte[] party(CopyRow row, int field) {
        String id =
                new String(row.bytes(), row.start(field), row.end(field) - row.start(field), StandardCharsets.US_ASCII);
        if (id.equals(subject.personId().toString())
                || id.equals(subject.organizationId().toString())) {
            return id.getBytes(StandardCharsets.US_ASCII);
        }
        byte[] digest = tokens.doFinal(id.getBytes(StandardCharsets.US_ASCII));
        return ("other-" + HexFormat.of().formatHex(digest, 0, TOKEN_BYTES)).getBytes(StandardCharsets.US_ASCII);
    }

    /** What lies in a column, opened when it is sealed; null when nobody can open it any more. */
    byte[] content(Field field, CopyRow row, int i) {
        byte[] stored = stored(field, row, i);
        return field.sealed() && opener.isPresent() ? opener.get().open(field.column(), stored, row) : stored;
    }

    private static byte[] stored(Field field, CopyRow row, int i) {
        if (field.type().equals("bytea")) {
            return row.binary(i);
        }
        Bytes plain = new Bytes();
        row.plain(i, plain);
        return plain.copy();
    }

    static boolean isJson(byte[] content) {
        try (JsonParser parser = JSON.createParser(content)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null && isUtf8(content);
        } catch (IOException e) {
            return false;
        }
    }

    /** Bytes that are no text are shown in hexadecimal. */
    static byte[] utf8(byte[] content) {
        return isUtf8(content) ? content : HexFormat.of().formatHex(content).getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isUtf8(byte[] content) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
