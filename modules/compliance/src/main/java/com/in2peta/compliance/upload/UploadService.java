package com.in2peta.compliance.upload;

import com.in2peta.compliance.api.Approvals.ApprovalView;
import com.in2peta.compliance.api.Uploads;
import com.in2peta.compliance.approval.Asking;
import com.in2peta.compliance.upload.IdList.Row;
import com.in2peta.compliance.upload.UploadTable.Outcome;
import com.in2peta.compliance.upload.UploadTable.Upload;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.privacy.Subject;
import com.in2peta.kernel.privacy.Subjects;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The use cases of uploads; each is one transaction. */
@Stateless
public class UploadService implements Uploads {

    /** A row with what was found out of it; the person only when it is clean. */
    record Judged(int line, String verdict, UUID personId) {}

    private static final Set<String> KINDS = Set.of("erasure", "access");
    private static final String END = "\r\n";

    @Inject
    UploadTable uploads;

    @Inject
    Asking asking;

    @Inject
    Subjects subjects;

    @Inject
    Clock clock;

    @Override
    public UploadView add(UUID staff, String kind, byte[] csv) {
        if (!KINDS.contains(kind)) {
            throw new DomainException(
                    ProblemType.INVALID_REQUEST,
                    "The upload is invalid.",
                    List.of(new Violation("/kind", "must be erasure or access")));
        }
        UUID id = Ids.next(clock);
        uploads.add(id, kind, judge(IdList.parse(csv)), staff, clock.instant());
        return find(id);
    }

    private List<Judged> judge(List<Row> rows) {
        Map<String, Subject> known = subjects.byIdOrUsername(
                rows.stream().flatMap(row -> row.id().stream()).toList());
        Set<UUID> seen = new HashSet<>();
        List<Judged> judged = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Subject subject = row.id().map(known::get).orElse(null);
            if (row.id().isEmpty()) {
                judged.add(new Judged(row.line(), row.verdict(), null));
            } else if (subject == null) {
                judged.add(new Judged(row.line(), "unknown", null));
            } else if (!seen.add(subject.personId())) {
                judged.add(new Judged(row.line(), "duplicate", null));
            } else {
                judged.add(new Judged(row.line(), IdList.CLEAN, subject.personId()));
            }
        }
        return judged;
    }

    @Override
    public List<UploadView> list(Slice slice) {
        return uploads.list(slice).stream().map(this::view).toList();
    }

    @Override
    public UploadView find(UUID id) {
        return view(require(id));
    }

    @Override
    public byte[] verdicts(UUID id) {
        require(id);
        return csv("line,verdict", uploads.verdictLines(id).stream());
    }

    @Override
    public UploadView accept(UUID staff, UUID id) {
        Upload upload = require(id);
        if (upload.clean() == 0) {
            throw new DomainException(ProblemType.CONFLICT, "No row of it is clean.");
        }
        if (!uploads.accept(id, staff, clock.instant()) && !uploads.acceptAgain(id, staff, clock.instant())) {
            throw new DomainException(ProblemType.CONFLICT, "It was accepted already, and all of it is decided.");
        }
        return find(id);
    }

    @Override
    public byte[] outcomes(UUID id) {
        require(id);
        return csv(
                "line,person_id,request_id,outcome,state",
                uploads.outcomes(id).stream().map(UploadService::line));
    }

    private static String line(Outcome row) {
        return String.join(
                ",",
                Integer.toString(row.line()),
                row.personId().map(UUID::toString).orElse(""),
                row.requestId().map(UUID::toString).orElse(""),
                row.outcome(),
                row.state().orElse(""));
    }

    private static byte[] csv(String header, Stream<String> lines) {
        return Stream.concat(Stream.of(header), lines)
                .collect(Collectors.joining(END, "", END))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private Upload require(UUID id) {
        return uploads.find(id).orElseThrow(() -> DomainException.notFound("upload"));
    }

    private UploadView view(Upload upload) {
        List<ApprovalView> asked = asking.of(upload.id());
        return new UploadView(
                upload.id(),
                upload.kind(),
                upload.state(),
                upload.rows(),
                upload.clean(),
                uploads.verdicts(upload.id()),
                upload.uploadedAt(),
                upload.acceptedAt(),
                uploads.sliceViews(upload.id()).stream()
                        .map(slice -> withApproval(slice, asked))
                        .toList());
    }

    /** The newest approval that was asked for. */
    private static SliceView withApproval(SliceView slice, List<ApprovalView> asked) {
        Optional<ApprovalView> newest = asked.stream()
                .filter(approval -> approval.action().equals(SliceApproval.ACTION + slice.slice()))
                .findFirst();
        return new SliceView(
                slice.slice(),
                slice.persons(),
                slice.counts(),
                newest.map(ApprovalView::id),
                newest.flatMap(ApprovalView::decision));
    }
}
