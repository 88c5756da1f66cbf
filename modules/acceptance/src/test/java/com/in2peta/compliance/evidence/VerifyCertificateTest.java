package com.in2peta.compliance.evidence;

import static com.in2peta.compliance.evidence.EvidenceDatabase.day;
import static com.in2peta.compliance.evidence.EvidenceDatabase.entries;
import static com.in2peta.compliance.evidence.EvidenceDatabase.fixed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.acceptance.support.Platform;
import com.in2peta.compliance.api.CertificateReader.CertificateView;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier as the holder of a certificate runs it: a process of its own with one source file. */
class VerifyCertificateTest {

    private record Run(int exit, String output) {}

    private static final UUID REQUEST = UUID.fromString("0198a7c0-1111-7222-8333-444455556666");
    private static final Map<String, Object> BODY =
            Map.of("erased", List.of(Map.of("element", "identity.person", "rows", 1)), "text", "\u00fc \"q\" \\ \n");

    @TempDir
    static Path folder;

    private static EvidenceDatabase database;
    private static CertificateView certificate;
    private static String keys;
    private static String proof;
    private static String root;

    @BeforeAll
    static void issue() throws SQLException, IOException {
        database = new EvidenceDatabase(folder.resolve("data"));
        database.empty();
        database.append(day(0), entries(5).toArray(Entry[]::new));
        certificate = database.commit(connection ->
                new Issuer(database.key(), "https://in2peta.example", fixed(day(0))).issue(connection, REQUEST, BODY));
        database.append(day(0), entries(3).toArray(Entry[]::new));
        database.signAndCopy(day(1));
        keys = CanonicalJson.write(
                Map.of("keys", List.of(database.key().publicKey().jwk())));
        long seq = database.commit(connection -> CertificateTable.evidenceSeq(connection, certificate.id()))
                .orElseThrow();
        proof = database.commit(connection -> InclusionProof.of(connection, seq))
                .orElseThrow();
        root = Files.readString(database.copies().folder().resolve("2026-11-01.jws"));
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void acceptsACertificateAndSaysWhatItSays() throws IOException, InterruptedException {
        Run run = verify(certificate.jws(), keys);

        assertThat(run.output())
                .startsWith("VALID: certificate " + certificate.id() + " for request " + REQUEST)
                .contains("issued by https://in2peta.example at 2026-11-01T09:00:00Z")
                .contains("\"element\":\"identity.person\",\"rows\":1");
        assertThat(run.exit()).isZero();
        assertThat(verify(certificate.jws() + "\n", keys).exit()).isZero();
    }

    @Test
    void acceptsKeysFromAnAddress() throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/keys.json", exchange -> {
            exchange.sendResponseHeaders(200, keys.length());
            exchange.getResponseBody().write(keys.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();

            assertThat(run(write("c.jws", certificate.jws()), address + "/keys.json")
                            .exit())
                    .isZero();
            assertThat(run(write("c.jws", certificate.jws()), address + "/none").exit())
                    .isEqualTo(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void acceptsAProofAndTheCopyOfTheRoot() throws IOException, InterruptedException {
        assertThat(verify(certificate.jws(), keys, proof).output())
                .contains("part of the evidence signed for 2026-11-01");
        assertThat(verify(certificate.jws(), keys, proof, root).exit()).isZero();

        refused("not the one that was kept elsewhere", certificate.jws(), keys, proof, root.replace('.', ','));
        refused("proof is for another entry", certificate.jws(), keys, proof.replace("\"index\":6", "\"index\":5"));
        refused("day of another size", certificate.jws(), keys, proof.replace("\"size\":10", "\"size\":9"));
        refused("not part of what was signed", certificate.jws(), keys, otherHash(proof));
        refused(
                "the proof is too short",
                certificate.jws(),
                keys,
                proof.replaceFirst("\"path\":\\[\"[^\"]*\",", "\"path\":["));
    }

    @Test
    void refusesAChangeOfAnyPart() throws IOException, InterruptedException {
        String[] parts = certificate.jws().split("\\.");
        refused(
                "signature is wrong",
                parts[0] + "." + changed(parts[1], s -> s.replace("\"rows\":1", "\"rows\":2")) + "." + parts[2],
                keys);
        refused("signature is wrong", parts[0] + "." + parts[1] + "." + flipped(parts[2]), keys);
        refused("", certificate.jws().substring(0, certificate.jws().length() - 3), keys);
        refused("another length", parts[0] + "." + parts[1] + "." + longer(parts[2]), keys);
        refused("", certificate.jws() + "A", keys);
        refused("no signed document", parts[0] + "." + parts[1], keys);
        refused("no signed document", parts[0], keys);
        refused("", "", keys);
    }

    @Test
    void refusesOtherAlgorithmsTypesAndKeys() throws IOException, InterruptedException {
        String[] parts = certificate.jws().split("\\.");
        for (String algorithm : List.of("none", "ES256", "HS256", "eddsa")) {
            String header = changed(parts[0], s -> s.replace("EdDSA", algorithm));
            refused("not signed with EdDSA", header + "." + parts[1] + "." + parts[2], keys);
            refused("", header + "." + parts[1] + ".", keys);
        }
        refused("document of another type", root.strip(), keys);
        refused(
                "asks for more",
                changed(parts[0], s -> s.replace("{", "{\"crit\":[\"b64\"],")) + "." + parts[1] + "." + parts[2],
                keys);
        String other = CanonicalJson.write(
                Map.of("keys", List.of(otherKey().publicKey().jwk())));
        refused("not among the keys", certificate.jws(), other);
        String kid = database.key().publicKey().kid();
        refused("signature is wrong", certificate.jws(), other.replace(otherKeyId(other), kid));
        refused("no Ed25519 key", certificate.jws(), keys.replace("\"crv\":\"Ed25519\"", "\"crv\":\"P-256\""));
        refused("no Ed25519 key", certificate.jws(), keys.replace("\"kty\":\"OKP\"", "\"kty\":\"EC\""));
        refused("cannot be read", certificate.jws(), keys.substring(1));
        refused("cannot be read", certificate.jws(), keys.replace("\"use\"", "\"kid\":\"a\",\"use\""));
    }

    /** Signed rightly, and yet not what the chain holds. */
    @Test
    void refusesABodyThatItsEntryWasNotMadeFor() throws IOException, InterruptedException {
        String payload =
                new String(Base64.getUrlDecoder().decode(certificate.jws().split("\\.")[1]), UTF_8);
        assertThat(payload).contains("identity.person");

        refused("made for another text", signed(payload.replace("identity.person", "identity.nobody")), keys);
        refused(
                "has another hash",
                signed(payload.replace(REQUEST.toString(), UUID.randomUUID().toString())),
                keys);
    }

    private static String signed(String payload) {
        String header = certificate.jws().split("\\.")[0];
        String text = header + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(UTF_8));
        return text + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(database.key().sign(text));
    }

    private static EvidenceKey otherKey() {
        return EvidenceKey.read(new com.in2peta.launcher.Secrets(folder).evidenceKey());
    }

    private static String otherKeyId(String set) {
        return set.replaceAll(".*\"kid\":\"([^\"]*)\".*", "$1");
    }

    /** With one digit of the first hash of the path changed. */
    private static String otherHash(String text) {
        int at = text.indexOf("\"path\":[\"") + 9;
        return text.substring(0, at) + (text.charAt(at) == '0' ? '1' : '0') + text.substring(at + 1);
    }

    private static String changed(String part, UnaryOperator<String> change) {
        String text = new String(Base64.getUrlDecoder().decode(part), UTF_8);
        assertThat(change.apply(text)).isNotEqualTo(text);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(change.apply(text).getBytes(UTF_8));
    }

    /** With a zero after the end. */
    private static String longer(String part) {
        byte[] bytes = Base64.getUrlDecoder().decode(part);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(bytes, bytes.length + 1));
    }

    private static String flipped(String part) {
        byte[] bytes = Base64.getUrlDecoder().decode(part);
        bytes[10] ^= 1;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void refused(String why, String... documents) throws IOException, InterruptedException {
        Run run = verify(documents);
        assertThat(run.output()).startsWith("NOT VALID: ").contains(why);
        assertThat(run.exit()).isEqualTo(1);
    }

    private static Run verify(String... documents) throws IOException, InterruptedException {
        List<String> files = new ArrayList<>();
        for (String document : documents) {
            files.add(write("document" + files.size(), document));
        }
        return run(files.toArray(String[]::new));
    }

    private static String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Run run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                Platform.root().resolve("tools/VerifyCertificate.java").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), output);
    }
}
