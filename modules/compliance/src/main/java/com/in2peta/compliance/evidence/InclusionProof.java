package com.in2peta.compliance.evidence;

import com.in2peta.kernel.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** That an entry is under the signed root of its day. */
final class InclusionProof {

    private InclusionProof() {}

    /** As JSON; empty while the day is not signed. */
    static Optional<String> of(Connection connection, long seq) throws SQLException {
        Optional<Root> root = RootTable.holding(connection, seq);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        List<byte[]> leaves = Sql.query(
                connection,
                "select hash from compliance.evidence where seq between ? and ? order by seq",
                row -> row.getBytes(1),
                root.get().firstSeq(),
                root.get().lastSeq());
        int index = Math.toIntExact(seq - root.get().firstSeq());
        Map<String, Object> proof = Map.of(
                "index",
                index,
                "size",
                leaves.size(),
                "path",
                MerkleTree.path(leaves, index).stream().map(Digests::hex).toList());
        return Optional.of(
                CanonicalJson.write(Map.of("proof", proof, "root", root.get().jws())));
    }
}
