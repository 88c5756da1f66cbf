package com.in2peta.compliance.api;

import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Lists of persons for which staff makes requests. Nothing runs before staff accepts the rows that are in order and others approve. */
public interface Uploads {

    /** What is in order, and how often each verdict was given. */
    record UploadView(
            UUID id,
            String kind,
            String state,
            int rows,
            int clean,
            Map<String, Long> verdicts,
            Instant uploadedAt,
            Optional<Instant> acceptedAt,
            List<SliceView> slices) {}

    /** At most 500 persons under one approval: how many rows of each element are concerned. */
    record SliceView(
            int slice, int persons, Map<String, Long> counts, Optional<UUID> approval, Optional<String> decision) {}

    /** Parses the whole file; a file that is none is refused, a row that is none gets a verdict. */
    UploadView add(UUID staff, String kind, byte[] csv);

    List<UploadView> list(Slice slice);

    UploadView find(UUID id);

    /** A line for each row of the file: {@code line,verdict}. */
    byte[] verdicts(UUID id);

    /** From now on what would be done for the clean rows is counted, slice by slice, and an approval asked for each. */
    UploadView accept(UUID staff, UUID id);

    /** A line for each accepted row: {@code line,person_id,request_id,outcome,state}. */
    byte[] outcomes(UUID id);
}
