package com.in2peta.compliance.request;

import com.in2peta.compliance.api.RequestViews.StaffRequest;
import com.in2peta.compliance.approval.Asking;
import com.in2peta.kernel.evidence.AccessLog;
import com.in2peta.kernel.evidence.AccessLog.Access;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.privacy.Subject;
import com.in2peta.kernel.privacy.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Shows staff whose request it is; noted before it is shown. */
@ApplicationScoped
class StaffLook {

    @Inject
    RequestTable requests;

    @Inject
    RequestViewer viewer;

    @Inject
    Asking asking;

    @Inject
    Subjects subjects;

    @Inject
    AccessLog accessLog;

    StaffRequest at(UUID staff, UUID id, String reason) {
        Request request = requests.require(id);
        accessLog.note(new Access(staff, EvidenceKind.READ_PERSONAL, id.toString(), request.subjectRef(), reason));
        return new StaffRequest(
                viewer.full(request),
                request.personId(),
                request.personId().flatMap(subjects::byPerson).map(Subject::username),
                asking.pending(id, RunApproval.ACTION));
    }
}
