package com.in2peta.compliance.upload;

import com.in2peta.compliance.approval.Approvable;
import com.in2peta.compliance.request.PlanPart.Planned;
import com.in2peta.compliance.request.Plans;
import com.in2peta.compliance.request.RequestKind;
import com.in2peta.compliance.upload.UploadTable.Upload;
import com.in2peta.kernel.privacy.Subject;
import com.in2peta.kernel.privacy.Subjects;
import com.in2peta.kernel.problem.DomainException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The yes to requests for the persons of one slice. Approved rows become requests by the sweep, one transaction each. */
@ApplicationScoped
class SliceApproval implements Approvable {

    static final String ACTION = "run-slice-";

    /** What would be done for a slice. */
    record Counted(int persons, Map<String, Long> counts, String planSha256) {}

    @Inject
    UploadTable uploads;

    @Inject
    Plans plans;

    @Inject
    Subjects subjects;

    Counted count(Upload upload, int slice) {
        List<UUID> persons = uploads.persons(upload.id(), slice);
        List<Subject> found = List.copyOf(
                subjects.byIdOrUsername(persons.stream().map(UUID::toString).toList())
                        .values());
        RequestKind kind = RequestKind.valueOf(upload.kind().toUpperCase(Locale.ROOT));
        List<Planned> plan = plans.plan(kind, found);
        Map<String, Long> counts = new TreeMap<>();
        plan.forEach(planned -> counts.merge(planned.element(), planned.rows(), Math::addExact));
        return new Counted(persons.size(), counts, plans.sha256(kind, found, plan));
    }

    @Override
    public String action() {
        return ACTION;
    }

    @Override
    public String plan(UUID object, String action) {
        Upload upload = uploads.find(object).orElseThrow(() -> DomainException.notFound("upload"));
        return count(upload, slice(action)).planSha256();
    }

    @Override
    public void approved(UUID object, String action, UUID staff) {
        uploads.decide(object, slice(action), "approved");
    }

    @Override
    public void refused(UUID object, String action, UUID staff) {
        uploads.decide(object, slice(action), "refused");
    }

    private static int slice(String action) {
        return Integer.parseInt(action.substring(ACTION.length()));
    }
}
