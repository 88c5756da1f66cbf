package com.in2peta.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.compliance.evidence.Break.Reason;
import com.in2peta.compliance.evidence.Verification.Ground;
import com.in2peta.compliance.evidence.Verification.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five links: three on the first day, none on the second, one on the third, one today. */
class VerificationTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
    private static final LocalDate TODAY = FIRST.plusDays(3);

    @TempDir
    Path folder;

    private EvidenceKey key;
    private OutsideCopies copies;
    private final List<Link> links = new ArrayList<>();
    private final List<Root> roots = new ArrayList<>();

    @BeforeEach
    void make() throws IOException {
        key = EvidenceKey.read(Keys.file(folder, "Ed25519"));
        copies = new OutsideCopies(Files.createDirectory(folder.resolve("witness")));
        for (int day : new int[] {0, 0, 0, 2, 3}) {
            links.add(link(links.size() + 1, FIRST.plusDays(day), last()));
        }
        sign(FIRST, 1, 3);
        sign(FIRST.plusDays(1), 4, 3);
        sign(FIRST.plusDays(2), 4, 4);
    }

    @Test
    void findsNothingWhereNothingIsWrong() {
        assertThat(verify()).isEqualTo(new Result(5, 3, java.util.Optional.empty()));
    }

    @Test
    void nothingAtAllIsUnbroken() throws IOException {
        links.clear();
        for (Root root : roots) {
            Files.delete(file(root.day()));
        }
        roots.clear();

        assertThat(verify().broken()).isEmpty();
    }

    @Test
    void findsALinkThatIsGone() {
        links.remove(1);

        broken(2, Reason.GAP);
    }

    @Test
    void findsALinkThatWasPutInAnothersPlace() {
        links.set(1, link(2, FIRST, Link.BEGINNING));

        broken(2, Reason.WRONG_PREVIOUS);
    }

    @Test
    void findsAChainThatWasMadeAnew() {
        links.set(2, link(3, FIRST.plusDays(0), links.get(1).hash(), "{\"other\":1}"));
        links.set(3, link(4, FIRST.plusDays(2), links.get(2).hash()));
        links.set(4, link(5, TODAY, links.get(3).hash()));

        broken(1, Reason.WRONG_ROOT);
    }

    @Test
    void findsThatTheLastLinkOfASignedDayIsGone() {
        links.subList(3, 5).clear();

        broken(4, Reason.ENTRIES_MISSING);
    }

    @Test
    void findsARootThatIsGoneFromTheMiddle() {
        roots.remove(1);

        broken(4, Reason.WRONG_ROOT);
    }

    @Test
    void findsARootThatIsGoneFromTheEnd() {
        roots.remove(2);

        broken(4, Reason.COPY_WITHOUT_ROOT);
    }

    @Test
    void findsADayThatWasNeverSigned() throws IOException {
        Files.delete(file(roots.remove(2).day()));

        broken(4, Reason.ROOT_MISSING);
    }

    @Test
    void findsARootOfAnUnknownKey() throws IOException {
        Root old = roots.get(2);
        key = EvidenceKey.read(Keys.file(folder, "Ed25519"));
        roots.remove(2);
        Files.delete(file(old.day()));
        EvidenceKey known = EvidenceKey.read(Keys.file(folder, "Ed25519"));
        sign(old.day(), 4, 4);
        key = known;

        broken(1, Reason.WRONG_ROOT);
    }

    @Test
    void findsACopyThatIsMissingOrDiffers() throws IOException {
        Path copy = file(FIRST.plusDays(1));
        String text = Files.readString(copy);

        Files.delete(copy);
        broken(4, Reason.COPY_MISSING);
        Files.writeString(copy, text.substring(0, 20) + "x" + text.substring(21));
        broken(4, Reason.COPY_DIFFERS);
        Files.writeString(copy, text);
        assertThat(verify().broken()).isEmpty();
    }

    @Test
    void aLinkMustNotFallIntoADayThatIsSigned() {
        links.set(4, link(5, FIRST.plusDays(2), links.get(3).hash()));

        broken(5, Reason.WRONG_TIME);
    }

    @Test
    void timeDoesNotGoBackWithinADay() {
        Link third = links.get(2);
        Link early = new Link(
                3, third.at().minus(Duration.ofMinutes(5)), null, "erase", "r3", null, "{}", third.prev(), null);
        links.set(2, early.sealed(Digests.sha256()));

        broken(3, Reason.WRONG_TIME);
    }

    private void broken(long seq, Reason reason) {
        assertThat(verify().broken()).contains(new Break(seq, reason));
    }

    private Result verify() {
        Verification verification =
                new Verification(new Ground(copies.days(), roots, List.of(key.publicKey()), copies));
        links.stream().allMatch(verification::accept);
        return verification.end(TODAY);
    }

    private void sign(LocalDate day, long first, long last) throws IOException {
        MerkleTree tree = new MerkleTree();
        links.stream().filter(link -> link.day().equals(day)).forEach(link -> tree.add(link.hash()));
        String previous =
                roots.isEmpty() ? Root.BEGINNING : roots.get(roots.size() - 1).digest();
        String jws = Jws.sign(key, Jws.ROOT, Root.payload(day, first, last, tree.root(), previous));
        Root root = new Root(day, first, last, tree.root(), jws, true);
        roots.add(root);
        assertThat(copies.write(root)).isTrue();
    }

    private Path file(LocalDate day) {
        return folder.resolve("witness").resolve(day + ".jws");
    }

    private byte[] last() {
        return links.isEmpty() ? Link.BEGINNING : links.get(links.size() - 1).hash();
    }

    private static Link link(long seq, LocalDate day, byte[] prev) {
        return link(seq, day, prev, "{}");
    }

    private static Link link(long seq, LocalDate day, byte[] prev, String body) {
        Instant at = day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(Duration.ofMinutes(seq));
        return new Link(seq, at, null, "erase", "r" + seq, null, body, prev, null).sealed(Digests.sha256());
    }
}
