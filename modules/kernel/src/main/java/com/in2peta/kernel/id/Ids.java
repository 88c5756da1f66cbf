package com.in2peta.kernel.id;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Ids of the platform. Inside they are UUIDs of version 7 (RFC 9562, section 5.7), which grow with time and so keep new rows
 * together; predictions show them on the wire as 26 characters of lower-case base 32 (RFC 4648, without padding).
 */
public final class Ids {

    /** Length of an id on the wire: 128 bits in groups of five. */
    public static final int WIRE_LENGTH = 26;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A new id whose first 48 bits are the clock's milliseconds. */
    public static UUID next(Clock clock) {
        long random = RANDOM.nextLong();
        long high = clock.millis() << 16 | 0x7000L | random & 0x0FFFL;
        long low = 0x8000000000000000L | RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL;
        return new UUID(high, low);
    }

    /** Whether a text is an id as it is written everywhere else: a UUID in lower case. */
    public static boolean isText(String text) {
        return TEXT.matcher(text).matches();
    }

    /** When an id of version 7 was made, to the millisecond, by the clock of who made it. */
    public static Instant madeAt(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /** The id as 26 characters. */
    public static String toWire(UUID id) {
        char[] wire = new char[WIRE_LENGTH];
        for (int i = 0; i < WIRE_LENGTH; i++) {
            wire[i] = ALPHABET.charAt(fiveBits(id, i * 5));
        }
        return new String(wire);
    }

    /** The id that the 26 characters stand for; empty when they stand for none. */
    public static Optional<UUID> fromWire(String wire) {
        if (wire.length() != WIRE_LENGTH) {
            return Optional.empty();
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < WIRE_LENGTH; i++) {
            int value = ALPHABET.indexOf(wire.charAt(i));
            if (value < 0 || i == WIRE_LENGTH - 1 && (value & 0b11) != 0) {
                return Optional.empty();
            }
            // The last character carries three bits of the id and two of padding.
            int bits = i == WIRE_LENGTH - 1 ? 3 : 5;
            int chunk = value >>> 5 - bits;
            high = high << bits | low >>> 64 - bits;
            low = low << bits | chunk;
        }
        return Optional.of(new UUID(high, low));
    }

    private static int fiveBits(UUID id, int from) {
        int value = 0;
        for (int bit = from; bit < from + 5; bit++) {
            value <<= 1;
            if (bit < 64) {
                value |= (int) (id.getMostSignificantBits() >>> 63 - bit) & 1;
            } else if (bit < 128) {
                value |= (int) (id.getLeastSignificantBits() >>> 127 - bit) & 1;
            }
        }
        return value;
    }
}
