package com.in2peta.kernel.seal;

import com.in2peta.kernel.seal.MasterKeys.Wrapped;
import com.in2peta.kernel.seal.Period.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A key store without a database, shared by the nodes of a test. */
final class KeysInMemory implements KeyStore {

    final Map<UUID, TreeMap<Integer, Optional<Wrapped>>> owners = new HashMap<>();
    private final Map<UUID, Instant> newest = new HashMap<>();
    final Map<Period, Wrapped> periods = new HashMap<>();
    final Map<String, Optional<Wrapped>> secrets = new HashMap<>();
    int reads;

    @Override
    public List<OwnerKey> ownerKeys(UUID owner) {
        reads++;
        List<OwnerKey> found = new ArrayList<>();
        owners.getOrDefault(owner, new TreeMap<>()).forEach((version, key) -> found.add(new OwnerKey(version, key)));
        return found;
    }

    @Override
    public void addOwnerKey(UUID owner, int version, Wrapped key, Instant now) {
        TreeMap<Integer, Optional<Wrapped>> versions = owners.computeIfAbsent(owner, id -> new TreeMap<>());
        if (versions.values().stream().allMatch(Optional::isPresent)) {
            if (versions.putIfAbsent(version, Optional.of(key)) == null) {
                newest.put(owner, now);
            }
        }
    }

    @Override
    public List<UUID> ownersWithKeysBefore(Instant moment, int limit) {
        return withKeys(newest.keySet()).stream()
                .filter(owner -> newest.get(owner).isBefore(moment))
                .limit(limit)
                .toList();
    }

    @Override
    public List<UUID> withKeys(Collection<UUID> wanted) {
        return wanted.stream()
                .filter(owner -> owners.getOrDefault(owner, new TreeMap<>()).values().stream()
                        .anyMatch(Optional::isPresent))
                .toList();
    }

    @Override
    public void destroyOwner(UUID owner, Instant now) {
        TreeMap<Integer, Optional<Wrapped>> versions = owners.computeIfAbsent(owner, id -> new TreeMap<>());
        versions.putIfAbsent(1, Optional.empty());
        versions.replaceAll((version, key) -> Optional.empty());
    }

    @Override
    public Optional<Wrapped> periodKey(Period period) {
        return Optional.ofNullable(periods.get(period));
    }

    @Override
    public int addPeriodKeys(Map<Period, Wrapped> keys, Instant now) {
        int before = periods.size();
        keys.forEach(periods::putIfAbsent);
        return periods.size() - before;
    }

    @Override
    public List<Period> periodsOver(Kind kind, Instant moment) {
        return periods.keySet().stream()
                .filter(period -> period.kind() == kind && !period.end().isAfter(moment))
                .sorted(Comparator.comparing(Period::hour))
                .toList();
    }

    @Override
    public void destroyPeriod(Period period) {
        periods.remove(period);
    }

    @Override
    public Optional<Secret> secret(String name) {
        return Optional.ofNullable(secrets.get(name)).map(Secret::new);
    }

    @Override
    public void addSecret(String name, Wrapped key, Instant now) {
        secrets.putIfAbsent(name, Optional.of(key));
    }

    @Override
    public void destroySecret(String name, Instant now) {
        secrets.put(name, Optional.empty());
    }

    @Override
    public void rewrite(Set<Table> tables) {
        // nothing of a map's old values is left
    }

    @Override
    public List<Row> wrappedUnderOthers(String master, int limit) {
        List<Row> rows = new ArrayList<>();
        owners.forEach((owner, versions) -> versions.forEach((version, key) ->
                key.ifPresent(wrapped -> rows.add(new Row(Table.OWNER_KEY, owner + "|" + version, wrapped)))));
        secrets.forEach((name, key) -> key.ifPresent(wrapped -> rows.add(new Row(Table.SECRET, name, wrapped))));
        rows.removeIf(row -> row.key().master().equals(master));
        return rows.subList(0, Math.min(limit, rows.size()));
    }

    @Override
    public void replace(Row old, Wrapped key) {
        if (old.table() == Table.SECRET) {
            secrets.put(old.id(), Optional.of(key));
            return;
        }
        String[] id = old.id().split("\\|");
        owners.get(UUID.fromString(id[0])).put(Integer.valueOf(id[1]), Optional.of(key));
    }
}
