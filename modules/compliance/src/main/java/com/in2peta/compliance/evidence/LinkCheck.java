package com.in2peta.compliance.evidence;

import com.in2peta.compliance.evidence.Break.Reason;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Follows the chain link by link; each must fit the one before it. */
final class LinkCheck {

    private final MessageDigest sha256 = Digests.sha256();
    private long seq;
    private byte[] hash;
    private Instant at = Instant.MIN;

    /** Begins after a link whose number and hash are known. */
    LinkCheck(long seq, byte[] hash) {
        this.seq = seq;
        this.hash = hash;
    }

    static LinkCheck fromTheBeginning() {
        return new LinkCheck(0, Link.BEGINNING);
    }

    Optional<Break> accept(Link link) {
        if (link.seq() != seq + 1) {
            return Optional.of(new Break(seq + 1, Reason.GAP));
        }
        Optional<Break> wrong = Optional.empty();
        if (!Arrays.equals(link.prev(), hash)) {
            wrong = Optional.of(new Break(link.seq(), Reason.WRONG_PREVIOUS));
        } else if (!link.isTrue(sha256)) {
            wrong = Optional.of(new Break(link.seq(), Reason.WRONG_HASH));
        } else if (link.at().isBefore(at)) {
            wrong = Optional.of(new Break(link.seq(), Reason.WRONG_TIME));
        }
        seq = link.seq();
        hash = link.hash();
        at = link.at();
        return wrong;
    }

    long seq() {
        return seq;
    }
}
