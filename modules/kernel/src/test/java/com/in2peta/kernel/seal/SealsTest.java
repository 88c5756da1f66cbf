package com.in2peta.kernel.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.in2peta.kernel.seal.Period.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealsTest {

    private static final byte[] TEXT = "Zoë, zoe@example.com".getBytes(StandardCharsets.UTF_8);
    private static final String PLACE = "identity.person.name|1";
    private static final String KEY_PLACE = "inference.key|1";
    private static final Instant NOW = Instant.parse("2026-01-30T10:20:30Z");
    private static final Period HOUR = Period.at(Kind.CONTENT, Instant.parse("2026-03-01T10:20:30Z"));
    private static final Period IN_FLIGHT = Period.at(Kind.IN_FLIGHT, NOW);

    @TempDir
    Path directory;

    private final KeysInMemory store = new KeysInMemory();
    private final UUID owner = UUID.randomUUID();
    private Path masterKeys;
    private Seals seals;

    @BeforeEach
    void begin() throws IOException {
        masterKeys = Files.writeString(directory.resolve("master-key"), "k1 " + masterKey(1) + "\n");
        seals = node();
    }

    @Test
    void opensWhatItSealedAndNeverSealsTheSameTwice() {
        byte[] sealed = seals.seal(owner, TEXT, PLACE);

        assertThat(seals.open(owner, sealed, PLACE)).isEqualTo(TEXT);
        assertThat(seals.open(owner, seals.seal(owner, new byte[0], PLACE), PLACE))
                .isEmpty();
        assertThat(seals.seal(owner, TEXT, PLACE)).isNotEqualTo(sealed);
        assertThat(sealed).hasSize(1 + 4 + 12 + TEXT.length + 16);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("zoe");
    }

    @Test
    void aValueDoesNotOpenAtAnotherPlaceNorForAnotherOwner() {
        byte[] sealed = seals.seal(owner, TEXT, PLACE);
        UUID other = UUID.randomUUID();
        seals.seal(other, TEXT, PLACE);

        broken(() -> seals.open(owner, sealed, "identity.person.name|2"));
        broken(() -> seals.open(other, sealed, PLACE));
        destroyed(() -> seals.open(UUID.randomUUID(), sealed, PLACE));
    }

    @Test
    void everyChangedByteIsSeen() {
        byte[] sealed = seals.seal(owner, TEXT, PLACE);
        byte[] wrapped = seals.wrap(seals.newContentKey(), owner, HOUR, KEY_PLACE);

        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = flipped(sealed, i);
            refused(() -> seals.open(owner, changed, PLACE));
        }
        for (int i = 0; i < wrapped.length; i++) {
            byte[] changed = flipped(wrapped, i);
            refused(() -> seals.unwrap(changed, owner, KEY_PLACE));
        }
        broken(() -> seals.open(owner, new byte[0], PLACE));
        broken(() -> seals.open(owner, new byte[] {1, 0, 0, 0, 1, 9}, PLACE));
        broken(() -> seals.unwrap(new byte[] {3, 0}, owner, KEY_PLACE));
    }

    @Test
    void aNewVersionSealsFromNowOnAndTheOldOneStillOpens() {
        byte[] before = seals.seal(owner, TEXT, PLACE);
        Seals another = node();
        another.seal(owner, TEXT, PLACE); // it remembers the first version

        assertThat(seals.rotateOwners(NOW, 10)).isZero();
        assertThat(seals.rotateOwners(NOW.plusSeconds(1), 10)).isEqualTo(1);
        byte[] after = seals.seal(owner, TEXT, PLACE);

        assertThat(before[4]).isEqualTo((byte) 1);
        assertThat(after[4]).isEqualTo((byte) 2);
        assertThat(seals.open(owner, before, PLACE)).isEqualTo(TEXT);
        assertThat(seals.open(owner, after, PLACE)).isEqualTo(TEXT);
        assertThat(another.open(owner, after, PLACE)).isEqualTo(TEXT);
        assertThat(node().open(owner, after, PLACE)).isEqualTo(TEXT);
    }

    @Test
    void aDestroyedOwnerIsNeitherOpenedNorGivenANewKey() {
        byte[] sealed = seals.seal(owner, TEXT, PLACE);
        byte[] wrapped = seals.wrap(seals.newContentKey(), owner, HOUR, KEY_PLACE);

        seals.destroyOwner(owner);

        for (Seals node : List.of(seals, node())) {
            destroyed(() -> node.open(owner, sealed, PLACE));
            destroyed(() -> node.unwrap(wrapped, owner, KEY_PLACE));
            destroyed(() -> node.seal(owner, TEXT, PLACE));
            destroyed(() -> node.wrap(node.newContentKey(), owner, HOUR, KEY_PLACE));
            assertThat(node.rotateOwners(NOW.plusSeconds(1), 10)).isZero();
        }
        UUID neverSeen = UUID.randomUUID();
        seals.destroyOwner(neverSeen);
        destroyed(() -> seals.seal(neverSeen, TEXT, PLACE));
    }

    @Test
    void contentOpensWithItsOwnersAndItsPeriodsKeyTogether() {
        ContentKey key = seals.newContentKey();
        byte[] input = key.seal(TEXT, "inference.input|1");
        byte[] inFlight = seals.wrap(key, owner, IN_FLIGHT, KEY_PLACE);

        ContentKey opened = node().unwrap(inFlight, owner, KEY_PLACE);
        byte[] kept = seals.wrap(opened, owner, HOUR, KEY_PLACE);
        seals.destroyPeriod(IN_FLIGHT);

        assertThat(seals.unwrap(kept, owner, KEY_PLACE).open(input, "inference.input|1"))
                .isEqualTo(TEXT);
        broken(() -> opened.open(input, "inference.output|1"));
        destroyed(() -> seals.unwrap(inFlight, owner, KEY_PLACE));
        broken(() -> seals.unwrap(kept, owner, "inference.key|2"));

        seals.destroyPeriod(HOUR);
        destroyed(() -> seals.unwrap(kept, owner, KEY_PLACE));
    }

    /** Each part alone is worth nothing: content of the same hour under another owner's key, and of the same owner in another hour, stays shut. */
    @Test
    void aWrappedKeyBelongsToOneOwnerAndOneHour() {
        UUID other = UUID.randomUUID();
        byte[] wrapped = seals.wrap(seals.newContentKey(), owner, HOUR, KEY_PLACE);
        seals.wrap(seals.newContentKey(), other, HOUR, KEY_PLACE);
        byte[] moved = wrapped.clone();
        moved[5]++; // the next hour
        seals.wrap(seals.newContentKey(), owner, new Period(Kind.CONTENT, HOUR.end()), KEY_PLACE);

        broken(() -> seals.unwrap(wrapped, other, KEY_PLACE));
        broken(() -> seals.unwrap(moved, owner, KEY_PLACE));
    }

    /** Not the row alone is missing then: with another key in its place nothing opens either. */
    @Test
    void eachOfTheTwoKeysIsNeeded() {
        byte[] wrapped = seals.wrap(seals.newContentKey(), owner, HOUR, KEY_PLACE);
        var ownersKey = store.owners.remove(owner);
        Seals otherOwnersKey = node();
        otherOwnersKey.seal(owner, TEXT, PLACE);
        broken(() -> otherOwnersKey.unwrap(wrapped, owner, KEY_PLACE));

        store.owners.put(owner, ownersKey);
        node().unwrap(wrapped, owner, KEY_PLACE);
        store.periods.remove(HOUR);
        Seals otherPeriodsKey = node();
        otherPeriodsKey.prepare(List.of(HOUR));
        broken(() -> otherPeriodsKey.unwrap(wrapped, owner, KEY_PLACE));
    }

    @Test
    void periodsAreFoundWhenTheyAreOver() {
        Period next = new Period(Kind.CONTENT, HOUR.end());

        assertThat(seals.prepare(List.of(next, HOUR, IN_FLIGHT))).isEqualTo(3);
        assertThat(seals.prepare(List.of(next, HOUR))).isZero();

        assertThat(seals.periodsOver(Kind.CONTENT, HOUR.end().minusMillis(1))).isEmpty();
        assertThat(seals.periodsOver(Kind.CONTENT, HOUR.end())).containsExactly(HOUR);
        assertThat(seals.periodsOver(Kind.CONTENT, next.end())).containsExactly(HOUR, next);
    }

    @Test
    void aBlindIndexFindsAValueAgainAndTellsNothingOfIt() {
        byte[] index = seals.blindIndex("email", "zoe@example.com");

        assertThat(node().blindIndex("email", "zoe@example.com"))
                .isEqualTo(index)
                .hasSize(32);
        assertThat(seals.blindIndex("email", "zoe@example.org")).isNotEqualTo(index);
        assertThat(seals.blindIndex("username", "zoe@example.com")).isNotEqualTo(index);
    }

    @Test
    void aSecretIsMadeOnceAndNotAgainWhenItWasDestroyed() {
        byte[] secret = seals.secret("evidence-2026");

        assertThat(secret).hasSize(32);
        assertThat(node().secret("evidence-2026")).isEqualTo(secret);
        seals.destroySecret("evidence-2026");
        destroyed(() -> seals.secret("evidence-2026"));
        destroyed(() -> node().secret("evidence-2026"));
    }

    @Test
    void keysAreReadOnceInAWhile() {
        byte[] sealed = seals.seal(owner, TEXT, PLACE);
        int reads = store.reads;

        for (int i = 0; i < 100; i++) {
            seals.open(owner, sealed, PLACE);
        }

        assertThat(store.reads).isEqualTo(reads);
        assertThat(Keys.REMEMBER.toSeconds()).isLessThan(60);
    }

    @Test
    void aNewMasterKeyTakesOverAndTheOldOneCanThenGo() throws IOException {
        byte[] sealed = seals.seal(owner, TEXT, PLACE);
        byte[] index = seals.blindIndex("email", "a");
        Files.writeString(masterKeys, "k2 " + masterKey(2) + "\nk1 " + masterKey(1) + "\n");

        Seals both = node();
        assertThat(both.open(owner, sealed, PLACE)).isEqualTo(TEXT);
        assertThat(both.renew(1)).isEqualTo(1);
        assertThat(both.renew(10)).isEqualTo(1);
        assertThat(both.renew(10)).isZero();

        Files.writeString(masterKeys, "k2 " + masterKey(2) + "\n");
        assertThat(node().open(owner, sealed, PLACE)).isEqualTo(TEXT);
        assertThat(node().blindIndex("email", "a")).isEqualTo(index);
    }

    @Test
    void aMasterKeyThatIsMissingIsSaidToBe() throws IOException {
        byte[] sealed = seals.seal(owner, TEXT, PLACE);
        Files.writeString(masterKeys, "k2 " + masterKey(2) + "\n");

        assertThatIllegalStateException()
                .isThrownBy(() -> node().open(owner, sealed, PLACE))
                .withMessageContaining("master-key-file lacks a key");
        for (String unusable :
                new String[] {"", "k1", "k1 AAAA", "k1 ???", "k1 " + masterKey(1) + "\nk1 " + masterKey(2)}) {
            Files.writeString(masterKeys, unusable);
            assertThatIllegalStateException().isThrownBy(this::node).withMessageContaining("no usable keys");
        }
    }

    @Test
    void aWrappedKeyDoesNotOpenInAnotherRow() {
        UUID other = UUID.randomUUID();
        seals.seal(owner, TEXT, PLACE);
        store.owners.put(other, store.owners.get(owner));

        broken(() -> node().seal(other, TEXT, PLACE));
    }

    private Seals node() {
        Seals node = new Seals();
        node.store = store;
        node.masterKeyFile = masterKeys.toString();
        node.clock = Clock.fixed(NOW, ZoneOffset.UTC);
        node.begin();
        return node;
    }

    private static String masterKey(int fill) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    private static byte[] flipped(byte[] bytes, int i) {
        byte[] changed = bytes.clone();
        changed[i] ^= 1;
        return changed;
    }

    private static void broken(Runnable use) {
        assertThatExceptionOfType(SealBroken.class).isThrownBy(use::run);
    }

    private static void destroyed(Runnable use) {
        assertThatExceptionOfType(KeyDestroyed.class).isThrownBy(use::run);
    }

    /** A changed version or hour names a key that is not there. */
    private static void refused(Runnable use) {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(use::run)
                .isInstanceOfAny(SealBroken.class, KeyDestroyed.class);
    }
}
