package com.in2peta.kernel.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM (NIST SP 800-38D) with random nonces, and HMAC-SHA256. */
final class Aes {

    static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int BITS = 8;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String AES_GCM = "AES/GCM/NoPadding";
    private static final String HMAC = "HmacSHA256";
    /** Found once: a search through all providers takes longer than to seal a small text. */
    private static final Provider CIPHERS;

    private static final Provider MACS;

    static {
        try {
            CIPHERS = Cipher.getInstance(AES_GCM).getProvider();
            MACS = Mac.getInstance(HMAC).getProvider();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e); // every Java platform has them
        }
    }

    private Aes() {}

    static byte[] newKey() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return key;
    }

    /** Header, nonce, ciphertext, tag. The header stays readable; it is authenticated together with the place. */
    static byte[] seal(byte[] key, byte[] header, byte[] plain, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        int begin = header.length + NONCE_BYTES;
        byte[] sealed = Arrays.copyOf(header, begin + plain.length + TAG_BYTES);
        System.arraycopy(nonce, 0, sealed, header.length, NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, 0);
            cipher.updateAAD(header);
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            cipher.doFinal(plain, 0, plain.length, sealed, begin);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    static byte[] open(byte[] key, int headerBytes, byte[] sealed, String place) {
        int begin = headerBytes + NONCE_BYTES;
        if (sealed.length < begin + TAG_BYTES) {
            throw new SealBroken();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, sealed, headerBytes);
            cipher.updateAAD(sealed, 0, headerBytes);
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(sealed, begin, sealed.length - begin);
        } catch (AEADBadTagException e) {
            throw new SealBroken();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC, MACS);
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, int offset) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(AES_GCM, CIPHERS);
        cipher.init(
                mode,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(TAG_BYTES * BITS, nonce, offset, NONCE_BYTES));
        return cipher;
    }
}
