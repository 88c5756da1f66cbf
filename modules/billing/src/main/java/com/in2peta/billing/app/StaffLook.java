package com.in2peta.billing.app;

import com.in2peta.billing.persistence.OrderList;
import com.in2peta.kernel.evidence.AccessLog;
import com.in2peta.kernel.evidence.AccessLog.Access;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.privacy.SubjectRefs;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.UUID;

/** Notes that staff looks at what somebody paid, before it is shown. Of an order whose person is gone there is nobody to note it for. */
@Stateless
public class StaffLook {

    @Inject
    OrderList orders;

    @Inject
    SubjectRefs subjects;

    @Inject
    AccessLog accessLog;

    public void at(UUID staff, UUID orderId, String reason) {
        orders.personOf(orderId)
                .ifPresent(person -> accessLog.note(new Access(
                        staff, EvidenceKind.READ_PERSONAL, orderId.toString(), subjects.of(person), reason)));
    }
}
