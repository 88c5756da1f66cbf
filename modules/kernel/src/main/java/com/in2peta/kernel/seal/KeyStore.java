package com.in2peta.kernel.seal;

import com.in2peta.kernel.seal.MasterKeys.Wrapped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Where wrapped keys lie. No call joins the transaction of its caller, who uses another database. Adding what is there already changes
 * nothing: whoever needs a key adds one, reads back and uses what he finds.
 */
interface KeyStore {

    enum Table {
        OWNER_KEY,
        PERIOD_KEY,
        SECRET
    }

    /** A version of an owner's key; without the key when it was destroyed. */
    record OwnerKey(int version, Optional<Wrapped> key) {}

    /** Without the key when it was destroyed. */
    record Secret(Optional<Wrapped> key) {}

    /** A key and the text that names its row within the table. */
    record Row(Table table, String id, Wrapped key) {}

    /** Oldest first; none when the owner never had one. */
    List<OwnerKey> ownerKeys(UUID owner);

    /** Adds nothing for an owner whose keys were destroyed. */
    void addOwnerKey(UUID owner, int version, Wrapped key, Instant now);

    /** Owners with a key whose newest was made before that moment. */
    List<UUID> ownersWithKeysBefore(Instant moment, int limit);

    /** Those of these owners who have a key. */
    List<UUID> withKeys(Collection<UUID> owners);

    void destroyOwner(UUID owner, Instant now);

    Optional<Wrapped> periodKey(Period period);

    /** Answers how many were not there before. */
    int addPeriodKeys(Map<Period, Wrapped> keys, Instant now);

    /** Those that have a key and were over at this moment, oldest first. */
    List<Period> periodsOver(Period.Kind kind, Instant moment);

    void destroyPeriod(Period period);

    Optional<Secret> secret(String name);

    void addSecret(String name, Wrapped key, Instant now);

    void destroySecret(String name, Instant now);

    /** Writes the tables anew without what was destroyed, and lets go of the write-ahead log that still has it. */
    void rewrite(Set<Table> tables);

    /** Keys that are not wrapped under this master key. */
    List<Row> wrappedUnderOthers(String master, int limit);

    /** Wraps a key anew, unless its row has changed meanwhile. */
    void replace(Row old, Wrapped key);

    // The places to which wrapped keys are bound: the table and the text that names the row.

    static String place(UUID owner, int version) {
        return place(Table.OWNER_KEY, owner + "|" + version);
    }

    static String place(Period period) {
        return place(
                Table.PERIOD_KEY, period.kind().word() + "|" + period.hour().getEpochSecond());
    }

    static String place(String secret) {
        return place(Table.SECRET, secret);
    }

    static String place(Table table, String id) {
        return table.name().toLowerCase(java.util.Locale.ROOT) + "|" + id;
    }
}
