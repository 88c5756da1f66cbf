package com.in2peta.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.Optional;

/**
 * The generated passwords and keys of one installation, a private file each. Letters and digits only: they pass
 * through property files, SQL and asadmin scripts, each of which quotes differently.
 */
public final class Secrets {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 32;
    private static final int PEM_LINE = 64;
    private static final int MASTER_KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Path directory;

    public Secrets(Path directory) {
        this.directory = directory;
    }

    /** The secret of that name, made at its first use. */
    public synchronized String get(String name) {
        return find(name).orElseGet(() -> {
            String secret = random(LENGTH);
            put(name, secret);
            return secret;
        });
    }

    public synchronized Optional<String> find(String name) {
        Path file = directory.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    public synchronized void put(String name, String secret) {
        PrivateFile.write(directory.resolve(name), secret + "\n");
    }

    /** The file with the private key that signs access tokens: EC P-256, PKCS#8, PEM. */
    public synchronized Path signingKey() {
        Path file = directory.resolve("jwt-es256.pem");
        if (!Files.exists(file)) {
            PrivateFile.write(file, newKey("EC", new ECGenParameterSpec("secp256r1")));
        }
        return file;
    }

    /** The file with the private key that signs evidence and certificates: Ed25519, PKCS#8, PEM. */
    public synchronized Path evidenceKey() {
        Path file = directory.resolve("evidence-ed25519.pem");
        if (!Files.exists(file)) {
            PrivateFile.write(file, newKey("Ed25519", NamedParameterSpec.ED25519));
        }
        return file;
    }

    /**
     * The file with the keys under which the key store's keys lie: a line for each, its id and 32 bytes in base 64. The first counts for what
     * is written from now on.
     */
    public synchronized Path masterKey() {
        Path file = directory.resolve("master-key");
        if (!Files.exists(file)) {
            byte[] key = new byte[MASTER_KEY_BYTES];
            random.nextBytes(key);
            PrivateFile.write(file, "k1 " + Base64.getEncoder().encodeToString(key) + "\n");
        }
        return file;
    }

    private String random(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static String newKey(String algorithm, AlgorithmParameterSpec curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(curve);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + algorithm, e);
        }
    }
}
