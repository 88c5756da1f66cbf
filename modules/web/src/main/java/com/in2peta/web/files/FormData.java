package com.in2peta.web.files;

import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body of {@code multipart/form-data} (RFC 7578), part after part as it comes: the server's own reader would put large parts into files,
 * where nobody seals them.
 */
final class FormData {

    private static final int BUFFER_BYTES = 65_536;
    private static final int PIECE_BYTES = 8_192;
    private static final int HEADER_BYTES = 2_048;
    private static final int PARTS = 10;
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)multipart/form-data\\s*;.*?\\bboundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70})).*");
    /** Possessive, so that no header makes it try again and again. */
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*+([A-Za-z*-]++)\\s*+=\\s*+(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|([^;\\s]*+))");
    /** What browsers write for characters that would end the name. */
    private static final Map<String, String> ESCAPES = Map.of("%22", "\"", "%0D", "\r", "%0A", "\n");

    /** One field of the form; its content can be read until the next one is asked for. */
    record Part(String name, Optional<String> filename, Optional<String> contentType) {}

    private final InputStream body;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;
    /** Bytes at the position that are known to belong to the part. */
    private int ahead;

    private int parts;

    /** Problem {@code invalid-request} when the media type names no boundary. */
    FormData(String mediaType, InputStream body) {
        Matcher boundary = BOUNDARY.matcher(mediaType == null ? "" : mediaType);
        if (!boundary.matches()) {
            throw invalid("The media type names no boundary.");
        }
        String name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        this.delimiter = ("\r\n--" + name).getBytes(StandardCharsets.ISO_8859_1);
        this.body = body;
        // The first boundary needs no line before it.
        buffer[0] = '\r';
        buffer[1] = '\n';
        to = 2;
    }

    /** The next part, empty at the end; what was not read of the last one is passed over. */
    Optional<Part> next() {
        while (contentAhead() > 0) {
            from += ahead;
            ahead = 0;
        }
        from += delimiter.length;
        int first = octet();
        int second = octet();
        if (first == '-' && second == '-') {
            return Optional.empty();
        }
        if (first != '\r' || second != '\n') {
            throw invalid("A boundary of the form is followed by something else.");
        }
        if (++parts > PARTS) {
            throw invalid("The form has more than " + PARTS + " fields.");
        }
        return Optional.of(part(headers()));
    }

    /** Bytes of the part's content; -1 at its end. */
    int read(byte[] into) {
        int count = Math.min(contentAhead(), into.length);
        if (count == 0) {
            return -1;
        }
        System.arraycopy(buffer, from, into, 0, count);
        from += count;
        ahead -= count;
        return count;
    }

    /** The rest of the part's content. */
    byte[] readAll(int limit) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[PIECE_BYTES];
        for (int count = read(some); count >= 0; count = read(some)) {
            all.write(some, 0, count);
            if (all.size() > limit) {
                throw invalid("A field of the form is longer than " + limit + " bytes.");
            }
        }
        return all.toByteArray();
    }

    /** 0 when the delimiter is next. */
    private int contentAhead() {
        while (ahead == 0) {
            int at = delimiterAt();
            if (at == from) {
                return 0;
            }
            ahead = at > from ? at - from : Math.max(0, to - from - delimiter.length + 1);
            if (ahead == 0) {
                fill();
            }
        }
        return ahead;
    }

    private int delimiterAt() {
        for (int at = from; at <= to - delimiter.length; at++) {
            int same = 0;
            while (same < delimiter.length && buffer[at + same] == delimiter[same]) {
                same++;
            }
            if (same == delimiter.length) {
                return at;
            }
        }
        return -1;
    }

    private int octet() {
        if (from == to) {
            fill();
        }
        return buffer[from++] & 0xFF;
    }

    private void fill() {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        try {
            int count = body.read(buffer, to, buffer.length - to);
            if (count < 0) {
                throw invalid("The form ends before its last boundary.");
            }
            to += count;
        } catch (IOException e) {
            throw invalid("The body breaks off.");
        }
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int bytes = 0; bytes <= HEADER_BYTES; bytes++) {
            int octet = octet();
            line.write(octet);
            if (octet == '\n') {
                String text = utf8(line.toByteArray()).strip();
                if (text.isEmpty()) {
                    return headers;
                }
                int colon = text.indexOf(':');
                if (colon < 0) {
                    throw invalid("A field of the form has a header that is none.");
                }
                headers.put(
                        text.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        text.substring(colon + 1).strip());
                line.reset();
            }
        }
        throw invalid("The headers of a field are longer than " + HEADER_BYTES + " bytes.");
    }

    private static Part part(Map<String, String> headers) {
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(headers.getOrDefault("content-disposition", ""));
        while (parameter.find()) {
            String value = parameter.group(2) == null
                    ? parameter.group(3)
                    : parameter.group(2).replaceAll("\\\\([\"\\\\])", "$1");
            parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), unescape(value));
        }
        if (!parameters.containsKey("name")) {
            throw invalid("A field of the form has no name.");
        }
        return new Part(
                parameters.get("name"),
                Optional.ofNullable(parameters.get("filename")),
                Optional.ofNullable(headers.get("content-type")));
    }

    private static String unescape(String value) {
        String plain = value;
        for (Map.Entry<String, String> escape : ESCAPES.entrySet()) {
            plain = plain.replace(escape.getKey(), escape.getValue());
        }
        return plain;
    }

    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("The form holds text that is not UTF-8.");
        }
    }

    private static DomainException invalid(String detail) {
        return new DomainException(ProblemType.INVALID_REQUEST, detail);
    }
}
