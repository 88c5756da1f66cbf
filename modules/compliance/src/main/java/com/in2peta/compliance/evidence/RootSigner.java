package com.in2peta.compliance.evidence;

import com.in2peta.compliance.evidence.Break.Reason;
import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Signs days that have passed, one at a time. What is signed is checked first: a signature must not make good what is broken. */
record RootSigner(EvidenceKey key, OutsideCopies copies, Clock clock) {

    private static final int PAGE = 2_000;

    /** What became of one attempt: a day more, no day left, or why no more can be signed. */
    record Outcome(boolean signed, Optional<Break> broken) {

        static final Outcome SIGNED = new Outcome(true, Optional.empty());
        static final Outcome NOTHING_LEFT = new Outcome(false, Optional.empty());

        static Outcome broken(Break broken) {
            return new Outcome(false, Optional.of(broken));
        }
    }

    /** Signs the next day in the transaction of the connection. */
    Outcome signNext(Connection connection) throws SQLException {
        Chain.lock(connection);
        KeyTable.keep(connection, key.publicKey(), clock);
        Optional<Root> last = RootTable.last(connection);
        Optional<LocalDate> day = last.map(root -> root.day().plusDays(1)).or(() -> firstDay(connection));
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (day.isEmpty() || !day.get().isBefore(today)) {
            return Outcome.NOTHING_LEFT;
        }
        return sign(connection, day.get(), last);
    }

    private static Optional<LocalDate> firstDay(Connection connection) {
        try {
            return Chain.after(connection, 0, 1).stream().map(Link::day).findFirst();
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private Outcome sign(Connection connection, LocalDate day, Optional<Root> last) throws SQLException {
        long before = last.map(Root::lastSeq).orElse(0L);
        if (copies.exists(day)) {
            return Outcome.broken(new Break(before + 1, Reason.COPY_WITHOUT_ROOT));
        }
        LinkCheck check = new LinkCheck(before, hash(connection, before));
        MerkleTree tree = new MerkleTree();
        List<Link> page = Chain.after(connection, before, PAGE);
        while (!page.isEmpty()) {
            for (Link link : page) {
                if (link.day().isAfter(day)) {
                    return insert(connection, day, before + 1, check.seq(), tree.root(), last);
                }
                Optional<Break> broken = check.accept(link);
                if (broken.isPresent()) {
                    return Outcome.broken(broken.get());
                }
                tree.add(link.hash());
            }
            page = Chain.after(connection, check.seq(), PAGE);
        }
        return insert(connection, day, before + 1, check.seq(), tree.root(), last);
    }

    private static byte[] hash(Connection connection, long seq) throws SQLException {
        return Sql.query(connection, "select hash from compliance.evidence where seq = ?", row -> row.getBytes(1), seq)
                .stream()
                .findFirst()
                .orElse(Link.BEGINNING); // of the first link; a link that is gone makes the next one wrong
    }

    private Outcome insert(
            Connection connection, LocalDate day, long first, long last, byte[] merkleRoot, Optional<Root> previous)
            throws SQLException {
        String digest = previous.map(Root::digest).orElse(Root.BEGINNING);
        String jws = Jws.sign(key, Jws.ROOT, Root.payload(day, first, last, merkleRoot, digest));
        RootTable.insert(connection, new Root(day, first, last, merkleRoot, jws, false));
        return Outcome.SIGNED;
    }
}
