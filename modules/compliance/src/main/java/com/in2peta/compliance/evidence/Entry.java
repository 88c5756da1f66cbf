package com.in2peta.compliance.evidence;

import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.limit.Limits;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Something to be written down for ever. Nothing in it may tell who a person is.
 *
 * @param actor the member of staff who did it, by his person id, which is kept as an alias; empty for the system
 * @param object the id of what it is about, such as a request, a run or a table; never the id of a person or an organization
 * @param subjectRef the keyed digest that stands for the person whose data it is about, 16 to 64 bytes
 * @param body strings, whole numbers, booleans, lists and maps: codes, counts, ids
 */
public record Entry(
        EvidenceKind kind, Optional<UUID> actor, String object, Optional<byte[]> subjectRef, Map<String, ?> body) {

    private static final Pattern OBJECT = Pattern.compile("[A-Za-z0-9._:/#-]{1,200}");
    private static final int SHORTEST_REF = 16;
    private static final int LONGEST_REF = 64;

    public Entry {
        if (!OBJECT.matcher(object).matches()) {
            throw new IllegalArgumentException("an object is named by an id");
        }
        subjectRef.ifPresent(ref -> {
            if (ref.length < SHORTEST_REF || ref.length > LONGEST_REF) {
                throw new IllegalArgumentException("a subject reference has 16 to 64 bytes");
            }
        });
        body = Map.copyOf(body);
        Body.text(body, Limits.EVIDENCE_BYTES);
    }

    /** Something that the system did and that is about nobody in particular. */
    public static Entry bySystem(EvidenceKind kind, String object, Map<String, ?> body) {
        return new Entry(kind, Optional.empty(), object, Optional.empty(), body);
    }
}
