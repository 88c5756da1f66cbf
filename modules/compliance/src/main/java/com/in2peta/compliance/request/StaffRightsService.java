package com.in2peta.compliance.request;

import com.in2peta.compliance.api.RequestViews.RequestView;
import com.in2peta.compliance.api.RequestViews.StaffRequest;
import com.in2peta.compliance.api.StaffRights;
import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.page.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Each call is a transaction of {@link StaffRequests}, then the start of what became due by it, then a look that is noted. */
@ApplicationScoped
class StaffRightsService implements StaffRights {

    @Inject
    StaffRequests requests;

    @Inject
    StaffLook look;

    @Inject
    Starter starter;

    @Override
    public StaffRequest open(UUID staff, MailedRequest mailed) {
        try {
            return look.at(staff, requests.open(staff, mailed), "opened");
        } catch (RuntimeException e) {
            if (!DatabaseFailure.isUniqueViolation(e)) {
                throw e;
            }
            // Another request of the kind was made between the look and the insert: now it is seen.
            return look.at(staff, requests.open(staff, mailed), "opened");
        }
    }

    @Override
    public List<RequestView> list(Slice slice) {
        return requests.list(slice);
    }

    @Override
    public StaffRequest find(UUID staff, UUID id) {
        return look.at(staff, id, "case-work");
    }

    @Override
    public StaffRequest identify(UUID staff, UUID id, int level, String how) {
        requests.identify(staff, id, level, how);
        return find(staff, id);
    }

    @Override
    public StaffRequest extend(UUID staff, UUID id, String reason) {
        requests.extend(staff, id, reason);
        return find(staff, id);
    }

    @Override
    public StaffRequest refuse(UUID staff, UUID id, String article) {
        requests.refuse(staff, id, article);
        return find(staff, id);
    }

    @Override
    public StaffRequest run(UUID staff, UUID id) {
        requests.run(staff, id);
        starter.start(id);
        return find(staff, id);
    }

    @Override
    public StaffRequest cancel(UUID staff, UUID id) {
        requests.cancel(staff, id);
        return find(staff, id);
    }

    @Override
    public StaffRequest correct(UUID staff, UUID id, String element, Optional<UUID> row, String value) {
        requests.correct(staff, id, element, row, value);
        return find(staff, id);
    }

    @Override
    public StaffRequest complete(UUID staff, UUID id, String reference) {
        requests.complete(staff, id, reference);
        return find(staff, id);
    }

    @Override
    public StaffRequest lift(UUID staff, UUID id) {
        requests.lift(staff, id);
        return find(staff, id);
    }
}
