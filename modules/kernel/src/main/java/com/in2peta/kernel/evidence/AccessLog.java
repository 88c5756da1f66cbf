package com.in2peta.kernel.evidence;

import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What staff did with personal data. An access is noted before it happens: who cannot be noted does not get to see anything. */
public interface AccessLog {

    /**
     * One access.
     *
     * @param staff the person who looks; the log keeps an alias that goes with him
     * @param object the id of the thing that is looked at, such as a request or a prediction; never the id of a person or an organization
     * @param subjectRef the keyed digest that stands for the person whose data it is
     * @param reason a code of lower-case letters, digits and hyphens
     */
    record Access(UUID staff, EvidenceKind kind, String object, byte[] subjectRef, String reason) {}

    /** An access as it was noted; {@code seq} is its number, and the position of a {@link Slice}. */
    record Noted(long seq, Instant at, EvidenceKind kind, String object, String reason) {}

    /** Writes it down in a transaction of its own, so that it stays whatever becomes of the caller's. */
    void note(Access access);

    /** What staff did with the data of one person, newest first. The caller chooses the kinds: not all may be told. */
    List<Noted> about(byte[] subjectRef, Set<EvidenceKind> kinds, Slice slice);
}
