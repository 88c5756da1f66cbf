package com.in2peta.compliance.upload;

import com.in2peta.compliance.request.BulkRequests;
import com.in2peta.compliance.request.RequestKind;
import com.in2peta.compliance.upload.UploadTable.Approved;
import com.in2peta.kernel.privacy.Subject;
import com.in2peta.kernel.privacy.Subjects;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** One row, one transaction: the request and the row's outcome are there together. */
@Stateless
public class RowRequests {

    @Inject
    UploadTable uploads;

    @Inject
    BulkRequests bulk;

    @Inject
    Subjects subjects;

    public Optional<UUID> request(Approved row) {
        RequestKind kind = RequestKind.valueOf(row.kind().toUpperCase(Locale.ROOT));
        Optional<Subject> subject = subjects.byPerson(row.personId());
        if (subject.isEmpty()) {
            uploads.finish(row, "gone", Optional.empty());
            return Optional.empty();
        }
        Optional<UUID> active = bulk.active(subject.get(), kind);
        if (active.isPresent()) {
            uploads.finish(row, "request-active", active);
            return Optional.empty();
        }
        UUID request = bulk.open(row.acceptedBy(), subject.get(), kind);
        if (!uploads.finish(row, "requested", Optional.of(request))) {
            throw new IllegalStateException("another node was quicker");
        }
        return Optional.of(request);
    }
}
