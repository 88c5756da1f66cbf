package com.in2peta.kernel.seal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.in2peta.kernel.seal.KeyStore.OwnerKey;
import com.in2peta.kernel.seal.KeyStore.Row;
import com.in2peta.kernel.seal.KeyStore.Table;
import com.in2peta.kernel.seal.MasterKeys.Wrapped;
import com.in2peta.kernel.seal.Period.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Keys in the clear, remembered for less than a minute: a destruction counts on this node at once and on every other within that minute. What
 * is not there is not remembered, so a new key is found at once.
 */
final class Keys {

    /** The versions of an owner's key; none when they were destroyed. */
    record Owner(TreeMap<Integer, byte[]> versions) {

        int latest() {
            if (versions.isEmpty()) {
                throw new KeyDestroyed();
            }
            return versions.lastKey();
        }

        boolean isBefore(int version) {
            return !versions.isEmpty() && versions.lastKey() < version;
        }

        byte[] key(int version) {
            byte[] key = versions.get(version);
            if (key == null) {
                throw new KeyDestroyed();
            }
            return key;
        }
    }

    /** Below a minute, with room for a read that has begun just before a destruction. */
    static final Duration REMEMBER = Duration.ofSeconds(50);

    private static final int OWNERS = 20_000;
    private static final int PERIODS = 2_000;
    private static final int SECRETS = 100;
    private static final int FIRST_VERSION = 1;

    private final KeyStore store;
    private final MasterKeys masters;
    private final Clock clock;
    private final Cache<UUID, Owner> owners = cache(OWNERS);
    private final Cache<Period, byte[]> periods = cache(PERIODS);
    private final Cache<String, byte[]> secrets = cache(SECRETS);

    Keys(KeyStore store, MasterKeys masters, Clock clock) {
        this.store = store;
        this.masters = masters;
        this.clock = clock;
    }

    private static <K, V> Cache<K, V> cache(int size) {
        return Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(REMEMBER)
                .build();
    }

    /** With the owner's first key, made now if need be. */
    Owner ownerForSealing(UUID owner) {
        return owners.get(owner, id -> {
            List<OwnerKey> found = store.ownerKeys(id);
            if (found.isEmpty()) {
                found = add(id, FIRST_VERSION);
            }
            return owner(id, found);
        });
    }

    /** Without making one: what was sealed has a key, or had one. */
    byte[] ownerForOpening(UUID owner, int version) {
        Owner known = ownerForOpening(owner);
        if (known.isBefore(version)) { // made on another node since this one looked
            owners.invalidate(owner);
            known = ownerForOpening(owner);
        }
        return known.key(version);
    }

    private Owner ownerForOpening(UUID owner) {
        Owner known = owners.get(owner, id -> {
            List<OwnerKey> found = store.ownerKeys(id);
            return found.isEmpty() ? null : owner(id, found);
        });
        return Optional.ofNullable(known).orElseThrow(KeyDestroyed::new);
    }

    /** An owner that is destroyed meanwhile is not among the next ones, and another node may have come first: both are as good as done. */
    int rotateOwners(Instant madeBefore, int limit) {
        List<UUID> old = store.ownersWithKeysBefore(madeBefore, limit);
        for (UUID owner : old) {
            store.ownerKeys(owner).stream()
                    .mapToInt(OwnerKey::version)
                    .max()
                    .ifPresent(latest -> add(owner, latest + 1));
            owners.invalidate(owner);
        }
        return old.size();
    }

    List<UUID> withKeys(Collection<UUID> owners) {
        return store.withKeys(owners);
    }

    void destroyOwner(UUID owner) {
        store.destroyOwner(owner, clock.instant());
        owners.invalidate(owner);
    }

    byte[] periodForSealing(Period period) {
        return periods.get(period, missing -> {
            Optional<Wrapped> found = store.periodKey(missing);
            if (found.isEmpty()) {
                store.addPeriodKeys(Map.of(missing, newKey(KeyStore.place(missing))), clock.instant());
                found = store.periodKey(missing);
            }
            return masters.unwrap(found.orElseThrow(KeyDestroyed::new), KeyStore.place(missing));
        });
    }

    byte[] periodForOpening(Period period) {
        byte[] known = periods.get(
                period,
                missing -> store.periodKey(missing)
                        .map(found -> masters.unwrap(found, KeyStore.place(missing)))
                        .orElse(null));
        return Optional.ofNullable(known).orElseThrow(KeyDestroyed::new);
    }

    int prepare(List<Period> wanted) {
        Map<Period, Wrapped> added = new HashMap<>();
        wanted.forEach(period -> added.put(period, newKey(KeyStore.place(period))));
        return store.addPeriodKeys(added, clock.instant());
    }

    List<Period> periodsOver(Kind kind, Instant moment) {
        return store.periodsOver(kind, moment);
    }

    void destroyPeriod(Period period) {
        store.destroyPeriod(period);
        periods.invalidate(period);
        store.rewrite(Set.of(Table.PERIOD_KEY));
    }

    byte[] secret(String name) {
        return secrets.get(name, missing -> {
            if (store.secret(missing).isEmpty()) {
                store.addSecret(missing, newKey(KeyStore.place(missing)), clock.instant());
            }
            Wrapped found = store.secret(missing).flatMap(KeyStore.Secret::key).orElseThrow(KeyDestroyed::new);
            return masters.unwrap(found, KeyStore.place(missing));
        });
    }

    void destroySecret(String name) {
        store.destroySecret(name, clock.instant());
        secrets.invalidate(name);
    }

    void rewrite() {
        store.rewrite(Set.of(Table.values()));
    }

    /** Wraps up to so many keys of each table under the current master key; answers how many it found. */
    int renew(int limit) {
        List<Row> old = store.wrappedUnderOthers(masters.current(), limit);
        for (Row row : old) {
            String place = KeyStore.place(row.table(), row.id());
            store.replace(row, masters.wrap(masters.unwrap(row.key(), place), place));
        }
        return old.size();
    }

    private List<OwnerKey> add(UUID owner, int version) {
        store.addOwnerKey(owner, version, newKey(KeyStore.place(owner, version)), clock.instant());
        return store.ownerKeys(owner);
    }

    private Owner owner(UUID id, List<OwnerKey> found) {
        TreeMap<Integer, byte[]> versions = new TreeMap<>();
        found.forEach(version -> version.key()
                .ifPresent(key ->
                        versions.put(version.version(), masters.unwrap(key, KeyStore.place(id, version.version())))));
        return new Owner(versions);
    }

    private Wrapped newKey(String place) {
        return masters.wrap(Aes.newKey(), place);
    }
}
