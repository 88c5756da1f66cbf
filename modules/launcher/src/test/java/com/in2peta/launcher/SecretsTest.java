package com.in2peta.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path directory;

    @Test
    void makesASecretOnceAndKeepsItPrivate() throws IOException {
        String secret = new Secrets(directory).get("database");

        assertThat(secret).matches("[A-Za-z0-9]{32}");
        assertThat(new Secrets(directory).get("database")).isEqualTo(secret);
        assertThat(new Secrets(directory).get("broker")).isNotEqualTo(secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("database"))))
                .isEqualTo("rw-------");
    }

    @Test
    void makesASigningKeyOnP256() throws IOException, GeneralSecurityException {
        Path file = new Secrets(directory).signingKey();
        String pem = Files.readString(file);

        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        ECPrivateKey key = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));

        assertThat(key.getParams().getOrder().bitLength()).isEqualTo(256);
        assertThat(Files.readString(new Secrets(directory).signingKey())).isEqualTo(pem);
    }

    @Test
    void makesAnEvidenceKeyOfEd25519() throws IOException, GeneralSecurityException {
        Path file = new Secrets(directory).evidenceKey();
        String pem = Files.readString(file);

        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        EdECPrivateKey key =
                (EdECPrivateKey) KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));

        assertThat(key.getBytes()).hasValueSatisfying(seed -> assertThat(seed).hasSize(32));
        assertThat(Files.readString(new Secrets(directory).evidenceKey())).isEqualTo(pem);
    }

    @Test
    void makesAMasterKeyOnceAndKeepsItPrivate() throws IOException {
        Path file = new Secrets(directory).masterKey();
        String line = Files.readString(file).strip();

        assertThat(Base64.getDecoder().decode(line.substring(line.indexOf(' ') + 1)))
                .hasSize(32);
        assertThat(Files.readString(new Secrets(directory).masterKey()).strip()).isEqualTo(line);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
