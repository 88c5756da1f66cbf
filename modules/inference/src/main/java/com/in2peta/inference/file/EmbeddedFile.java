package com.in2peta.inference.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file that stands as text inside JSON: a data: URL, or base 64 of a kind of file that is known by how it begins. */
record EmbeddedFile(String contentType, byte[] content) {

    private static final Pattern HEAD =
            Pattern.compile("data:([A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+)(;[^;,]{1,100}){0,3};base64");
    private static final int HEAD_CHARACTERS = 250;
    /** Enough for the longest beginning, and a multiple of four. */
    private static final int BEGINNING_CHARACTERS = 24;

    /** How files of a kind begin; a text of a model's own words is not taken for one of them. */
    private record Kind(String contentType, int offset, byte[] magic) {

        Kind(String contentType, int offset, String magic) {
            this(contentType, offset, magic.getBytes(StandardCharsets.ISO_8859_1));
        }

        boolean begins(byte[] content) {
            int end = offset + magic.length;
            return content.length >= end && Arrays.equals(content, offset, end, magic, 0, magic.length);
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("image/png", 0, "\u0089PNG\r\n\u001a\n"),
            new Kind("image/jpeg", 0, "\u00ff\u00d8\u00ff"),
            new Kind("image/gif", 0, "GIF8"),
            new Kind("image/webp", 8, "WEBP"),
            new Kind("audio/wav", 8, "WAVE"),
            new Kind("audio/ogg", 0, "OggS"),
            new Kind("audio/flac", 0, "fLaC"),
            new Kind("audio/mpeg", 0, "ID3"),
            new Kind("video/mp4", 4, "ftyp"),
            new Kind("video/webm", 0, "\u001aE\u00df\u00a3"),
            new Kind("application/pdf", 0, "%PDF-"),
            new Kind("application/zip", 0, "PK\u0003\u0004"));

    static Optional<EmbeddedFile> of(String text) {
        try {
            return text.startsWith("data:") ? ofDataUrl(text) : ofBase64(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not base 64 to the end
        }
    }

    static String dataUrl(String contentType, byte[] content) {
        return "data:" + contentType + ";base64," + Base64.getEncoder().encodeToString(content);
    }

    /** What the type is called at the end of a name, where that is the same word. */
    String extension() {
        String word = contentType.substring(contentType.indexOf('/') + 1);
        return switch (word) {
            case "octet-stream" -> "bin";
            case "plain" -> "txt";
            case "mpeg" -> "mp3";
            default -> word;
        };
    }

    private static Optional<EmbeddedFile> ofDataUrl(String text) {
        int comma = text.indexOf(',');
        if (comma < 0 || comma > HEAD_CHARACTERS) {
            return Optional.empty();
        }
        Matcher head = HEAD.matcher(text.substring(0, comma));
        return head.matches()
                ? Optional.of(
                        new EmbeddedFile(head.group(1), Base64.getDecoder().decode(text.substring(comma + 1))))
                : Optional.empty();
    }

    private static Optional<EmbeddedFile> ofBase64(String text) {
        if (text.length() < BEGINNING_CHARACTERS) {
            return Optional.empty();
        }
        byte[] beginning = Base64.getDecoder().decode(text.substring(0, BEGINNING_CHARACTERS));
        return KINDS.stream()
                .filter(kind -> kind.begins(beginning))
                .findFirst()
                .map(kind ->
                        new EmbeddedFile(kind.contentType(), Base64.getDecoder().decode(text)));
    }
}
