package com.in2peta.kernel.seal;

import com.in2peta.kernel.seal.Keys.Owner;
import com.in2peta.kernel.seal.Period.Kind;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Seals what tells about people, and destroys it by destroying keys. Every value is bound to the place for which it was sealed, such as
 * {@code identity.person.name|<id>}, and opens at no other ({@link SealBroken}). A key store that does not answer shows as a database that does
 * not. Keys are remembered for less than a minute, so that is how long another node can still open what was destroyed here.
 */
@ApplicationScoped
public class Seals {

    private static final byte FORMAT = 1;
    private static final int HEADER = 1 + Integer.BYTES;
    private static final String INDEX = "blind-index-";

    @Inject
    KeyStore store;

    @Inject
    @ConfigProperty(name = "in2peta.kernel.master-key-file")
    String masterKeyFile;

    @Inject
    Clock clock;

    private Keys keys;

    /** Outside of a server, over the pool of a key store. */
    public static Seals over(DataSource keyStore, Path masterKeyFile, Clock clock) {
        KeyTables tables = new KeyTables();
        tables.keys = keyStore;
        Seals seals = new Seals();
        seals.store = tables;
        seals.masterKeyFile = masterKeyFile.toString();
        seals.clock = clock;
        seals.begin();
        return seals;
    }

    @PostConstruct
    void begin() {
        keys = new Keys(store, MasterKeys.read(Path.of(masterKeyFile)), clock);
    }

    /** Under the owner's newest key, which is made at first use. Throws {@link KeyDestroyed} for an owner whose keys were destroyed. */
    public byte[] seal(UUID owner, byte[] plain, String place) {
        Owner found = keys.ownerForSealing(owner);
        int version = found.latest();
        byte[] header = ByteBuffer.allocate(HEADER).put(FORMAT).putInt(version).array();
        return Aes.seal(found.key(version), header, plain, place);
    }

    /** Throws {@link KeyDestroyed} when the key is gone. */
    public byte[] open(UUID owner, byte[] sealed, String place) {
        if (sealed.length < HEADER || sealed[0] != FORMAT) {
            throw new SealBroken();
        }
        int version = ByteBuffer.wrap(sealed).getInt(1);
        return Aes.open(keys.ownerForOpening(owner, version), HEADER, sealed, place);
    }

    public byte[] seal(UUID owner, String plain, String place) {
        return seal(owner, plain.getBytes(StandardCharsets.UTF_8), place);
    }

    public String openText(UUID owner, byte[] sealed, String place) {
        return new String(open(owner, sealed, place), StandardCharsets.UTF_8);
    }

    public ContentKey newContentKey() {
        return ContentKey.random();
    }

    /**
     * The content key as it can lie beside its content: it takes the owner's key and the period's key to open it. Both are made at first use.
     */
    public byte[] wrap(ContentKey key, UUID owner, Period period, String place) {
        Owner found = keys.ownerForSealing(owner);
        int version = found.latest();
        return WrappedKey.of(key, found.key(version), version, keys.periodForSealing(period), period, place);
    }

    /** Throws {@link KeyDestroyed} when the owner's key or that of its period is gone. */
    public ContentKey unwrap(byte[] wrapped, UUID owner, String place) {
        byte[] period = keys.periodForOpening(WrappedKey.period(wrapped));
        byte[] ownerKey = keys.ownerForOpening(owner, WrappedKey.ownerVersion(wrapped));
        return WrappedKey.open(wrapped, ownerKey, period, place);
    }

    /** A digest by which a value is found again without being readable; give it in one form only. */
    public byte[] blindIndex(String what, String normalized) {
        return Aes.hmac(keys.secret(INDEX + what), normalized.getBytes(StandardCharsets.UTF_8));
    }

    /** 32 random bytes, made at first use. Throws {@link KeyDestroyed} for a name whose secret was destroyed. */
    public byte[] secret(String name) {
        return keys.secret(name).clone();
    }

    public void destroySecret(String name) {
        keys.destroySecret(name);
    }

    /** Those of these owners who have a key: it was not destroyed, or came back with a back-up. */
    public List<UUID> withKeys(Collection<UUID> owners) {
        return keys.withKeys(owners);
    }

    /** Ends everything that was sealed for the owner, and that anything more is; {@link #rewrite} removes the last bytes. */
    public void destroyOwner(UUID owner) {
        keys.destroyOwner(owner);
    }

    /**
     * Gives some owners whose newest key was made before that moment a new one, for what is sealed from now on; answers how many it found. What
     * was sealed before stays readable.
     */
    int rotateOwners(Instant madeBefore, int limit) {
        return keys.rotateOwners(madeBefore, limit);
    }

    /** Makes the keys of periods ahead of time; answers how many were not there. */
    public int prepare(List<Period> periods) {
        return keys.prepare(periods);
    }

    /** The periods that still have a key although they were over at this moment, oldest first. */
    public List<Period> periodsOver(Kind kind, Instant moment) {
        return keys.periodsOver(kind, moment);
    }

    /** Ends all content of the period, whoever's it is. */
    public void destroyPeriod(Period period) {
        keys.destroyPeriod(period);
    }

    /**
     * Writes the key store's tables anew, so that no page of them holds a key that was destroyed. Locks them for a moment; takes about a second
     * for a million owners.
     */
    public void rewrite() {
        keys.rewrite();
    }

    /** Wraps some keys that lie under an older master key under the current one; answers how many it found. */
    int renew(int limit) {
        return keys.renew(limit);
    }
}
