package com.in2peta.identity.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The text of an API key: {@code in2p_live_} + 8 characters id + 32 characters secret + 6 characters CRC-32, all in base 62. The
 * checksum lets scanners and this class tell a key from noise without asking the database; the secret has 190 bits, so a plain SHA-256
 * is kept of it (OWASP ASVS 5.0, 6.5.2 allows a standard hash from 112 bits on).
 */
public record ApiKeyText(String text) {

    public static final String PREFIX = "in2p_live_";

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID = 8;
    private static final int SECRET = 32;
    private static final int CHECKSUM = 6;
    private static final int LENGTH = PREFIX.length() + ID + SECRET + CHECKSUM;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new key. */
    public static ApiKeyText generate() {
        StringBuilder text = new StringBuilder(PREFIX);
        for (int i = 0; i < ID + SECRET; i++) {
            text.append(BASE62.charAt(RANDOM.nextInt(BASE62.length())));
        }
        return new ApiKeyText(text + checksum(text.toString()));
    }

    /** The key in a text with the right form and checksum; empty otherwise. */
    public static Optional<ApiKeyText> parse(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String body = text.substring(0, LENGTH - CHECKSUM);
        return checksum(body).equals(text.substring(LENGTH - CHECKSUM))
                ? Optional.of(new ApiKeyText(text))
                : Optional.empty();
    }

    /** The part by which the key is found. */
    public String keyId() {
        return text.substring(PREFIX.length(), PREFIX.length() + ID);
    }

    public String lastFour() {
        return text.substring(LENGTH - 4);
    }

    /** What is stored of the key. */
    public byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return PREFIX + keyId() + "…";
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        long value = crc.getValue();
        char[] checksum = new char[CHECKSUM];
        for (int i = CHECKSUM - 1; i >= 0; i--) {
            checksum[i] = BASE62.charAt((int) (value % BASE62.length()));
            value /= BASE62.length();
        }
        return new String(checksum);
    }
}
