package com.in2peta.kernel.seal;

import com.in2peta.kernel.seal.Period.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A content key as it lies beside its content: format, kind of the period, its hour, version of the owner's key, and then sealed the key
 * itself. It names what it takes to open it.
 */
final class WrappedKey {

    private static final byte FORMAT = 3;
    private static final int HEADER = 1 + 1 + Integer.BYTES + Integer.BYTES;
    private static final byte[] LABEL = "in2peta content key 1".getBytes(StandardCharsets.US_ASCII);

    private WrappedKey() {}

    static byte[] of(ContentKey key, byte[] ownerKey, int ownerVersion, byte[] periodKey, Period period, String place) {
        byte[] header = ByteBuffer.allocate(HEADER)
                .put(FORMAT)
                .put((byte) period.kind().ordinal())
                .putInt((int) TimeUnit.SECONDS.toHours(period.hour().getEpochSecond()))
                .putInt(ownerVersion)
                .array();
        return Aes.seal(derive(ownerKey, periodKey), header, key.bytes(), place);
    }

    static Period period(byte[] wrapped) {
        check(wrapped);
        ByteBuffer header = ByteBuffer.wrap(wrapped, 1, HEADER - 1);
        Kind kind = Kind.values()[header.get() & 1];
        return new Period(kind, Instant.ofEpochSecond(TimeUnit.HOURS.toSeconds(header.getInt())));
    }

    static int ownerVersion(byte[] wrapped) {
        check(wrapped);
        return ByteBuffer.wrap(wrapped).getInt(HEADER - Integer.BYTES);
    }

    static ContentKey open(byte[] wrapped, byte[] ownerKey, byte[] periodKey, String place) {
        return ContentKey.of(Aes.open(derive(ownerKey, periodKey), HEADER, wrapped, place));
    }

    /** Takes both: with either of the two gone, the other gives nothing away. */
    private static byte[] derive(byte[] ownerKey, byte[] periodKey) {
        return Aes.hmac(ownerKey, LABEL, periodKey);
    }

    private static void check(byte[] wrapped) {
        if (wrapped.length < HEADER || wrapped[0] != FORMAT) {
            throw new SealBroken();
        }
    }
}
