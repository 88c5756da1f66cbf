package com.in2peta.compliance.evidence;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.evidence.EvidenceKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Every public key that ever signed. A new private key needs no step by hand: its public half is kept when it first signs. */
final class KeyTable {

    private KeyTable() {}

    /** Keeps the key in the same transaction as what it signs: no signature exists whose key is not known. */
    static void keep(Connection connection, PublicKey key, Clock clock) throws SQLException {
        Chain.lock(connection); // first, or two who wait for each other would have one of the two locks each
        int added = Sql.update(
                connection,
                "insert into compliance.evidence_key (kid, public_key, first_used_at) values (?, ?, ?) on conflict do nothing",
                key.kid(),
                key.bytes(),
                clock.instant());
        if (added == 1) {
            Chain.append(
                    connection,
                    clock,
                    List.of(Entry.bySystem(EvidenceKind.KEY, key.kid(), Map.of("step", "first-use"))));
        }
    }

    static List<PublicKey> all(Connection connection) throws SQLException {
        return Sql.query(
                connection,
                "select public_key from compliance.evidence_key order by first_used_at desc, kid",
                row -> new PublicKey(row.getBytes(1)));
    }
}
