package com.in2peta.compliance.evidence;

import com.in2peta.compliance.evidence.Break.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One look at the whole: every link, every root, every copy. Links come in order; the first break is the result. */
final class Verification {

    /** What a verification needs to know beside the links. */
    record Ground(Set<LocalDate> copiedDays, List<Root> roots, Collection<PublicKey> keys, OutsideCopies copies) {

        /** Looks at the copies first: one that is made meanwhile has its root among those that are read afterwards. */
        static Ground of(Connection connection, Collection<PublicKey> keys, OutsideCopies copies) throws SQLException {
            Set<LocalDate> copiedDays = copies.days();
            return new Ground(copiedDays, RootTable.all(connection), keys, copies);
        }
    }

    /** What was found. */
    record Result(long entries, int roots, Optional<Break> broken) {}

    private final Ground ground;
    private final LinkCheck links = LinkCheck.fromTheBeginning();
    private MerkleTree tree = new MerkleTree();
    private int closed;
    private LocalDate nextDay;
    private long entries;
    private Break broken;

    Verification(Ground ground) {
        this.ground = ground;
    }

    /** False when there is no use in going on. */
    boolean accept(Link link) {
        if (nextDay == null) {
            nextDay = link.day();
        }
        while (broken == null && hasRoot() && root().lastSeq() < link.seq()) {
            close();
        }
        if (broken == null) {
            broken = links.accept(link).orElse(null);
        }
        if (broken == null && hasRoot() && !link.day().equals(root().day())) {
            broken = new Break(link.seq(), Reason.WRONG_ROOT);
        }
        if (broken == null && link.day().isBefore(nextDay)) {
            broken = new Break(link.seq(), Reason.WRONG_TIME);
        }
        tree.add(link.hash());
        entries++;
        return broken == null;
    }

    /** Ends it; every day before {@code today} must have its root. */
    Result end(LocalDate today) {
        while (broken == null && hasRoot()) {
            if (root().lastSeq() > links.seq()) {
                broken = new Break(links.seq() + 1, Reason.ENTRIES_MISSING);
            } else {
                close();
            }
        }
        if (broken == null) {
            copiesHaveRoots();
        }
        if (broken == null && nextDay != null && nextDay.isBefore(today)) {
            broken = new Break(nextSeq(), Reason.ROOT_MISSING);
        }
        return new Result(entries, ground.roots().size(), Optional.ofNullable(broken));
    }

    private boolean hasRoot() {
        return closed < ground.roots().size();
    }

    private Root root() {
        return ground.roots().get(closed);
    }

    private long nextSeq() {
        return closed == 0 ? 1 : ground.roots().get(closed - 1).lastSeq() + 1;
    }

    /** All links of the root's day have come. */
    private void close() {
        Root root = root();
        if (root.firstSeq() != nextSeq()
                || nextDay != null && !root.day().equals(nextDay)
                || !Arrays.equals(tree.root(), root.merkleRoot())
                || !isSigned(root)) {
            broken = new Break(nextSeq(), Reason.WRONG_ROOT);
            return;
        }
        OutsideCopies.State copy = ground.copies().state(root);
        if (copy != OutsideCopies.State.SAME) {
            broken = new Break(
                    root.firstSeq(), copy == OutsideCopies.State.MISSING ? Reason.COPY_MISSING : Reason.COPY_DIFFERS);
        }
        tree = new MerkleTree();
        nextDay = root.day().plusDays(1);
        closed++;
    }

    private boolean isSigned(Root root) {
        String previous =
                closed == 0 ? Root.BEGINNING : ground.roots().get(closed - 1).digest();
        return Jws.holds(
                root.jws(),
                Jws.ROOT,
                Root.payload(root.day(), root.firstSeq(), root.lastSeq(), root.merkleRoot(), previous),
                ground.keys());
    }

    private void copiesHaveRoots() {
        Set<LocalDate> days = new HashSet<>(ground.copiedDays());
        ground.roots().forEach(root -> days.remove(root.day()));
        if (!days.isEmpty()) {
            broken = new Break(nextSeq(), Reason.COPY_WITHOUT_ROOT);
        }
    }
}
