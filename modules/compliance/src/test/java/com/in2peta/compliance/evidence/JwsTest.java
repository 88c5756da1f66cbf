package com.in2peta.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwsTest {

    private static final Map<String, Object> PAYLOAD = Map.of("day", "2026-11-25", "entries", 3);

    @TempDir
    Path folder;

    /** RFC 8037, appendix A. */
    @Test
    void signsWithTheKeyOfTheRfcAndNamesItByItsThumbprint() throws IOException {
        byte[] seed = HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        byte[] der = HexFormat.of()
                .parseHex("302e020100300506032b657004220420" + HexFormat.of().formatHex(seed));
        EvidenceKey key = EvidenceKey.read(Files.writeString(
                folder.resolve("rfc.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(der)
                        + "\n-----END PRIVATE KEY-----"));

        assertThat(key.publicKey().jwk())
                .containsEntry("x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
                .containsEntry("kid", "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        assertThat(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(key.sign("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc")))
                .isEqualTo("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
    }

    @Test
    void holdsForItsPayloadTypeAndKeyAlone() {
        EvidenceKey key = EvidenceKey.read(Keys.file(folder, "Ed25519"));
        EvidenceKey other = EvidenceKey.read(Keys.file(folder, "Ed25519"));
        String jws = Jws.sign(key, Jws.ROOT, PAYLOAD);

        assertThat(Jws.holds(jws, Jws.ROOT, PAYLOAD, List.of(other.publicKey(), key.publicKey())))
                .isTrue();
        assertThat(Jws.holds(jws, Jws.ROOT, PAYLOAD, List.of(other.publicKey())))
                .isFalse();
        assertThat(Jws.holds(jws, Jws.CERTIFICATE, PAYLOAD, List.of(key.publicKey())))
                .isFalse();
        assertThat(Jws.holds(jws, Jws.ROOT, Map.of("day", "2026-11-26", "entries", 3), List.of(key.publicKey())))
                .isFalse();
        for (String broken : List.of(
                "",
                jws.substring(0, jws.lastIndexOf('.')),
                jws.substring(0, jws.length() - 2),
                jws + "A",
                jws + "AA",
                jws + "==")) {
            assertThat(Jws.holds(broken, Jws.ROOT, PAYLOAD, List.of(key.publicKey())))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed448", "X25519", "RSA"})
    void refusesAKeyOfAnotherKind(String algorithm) {
        Path file = Keys.file(folder, algorithm);

        assertThatIllegalStateException().isThrownBy(() -> EvidenceKey.read(file));
    }
}
