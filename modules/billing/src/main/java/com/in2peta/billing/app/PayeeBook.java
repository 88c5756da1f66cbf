package com.in2peta.billing.app;

import com.in2peta.billing.api.Payouts.PayeeView;
import com.in2peta.billing.api.Payouts.PayoutView;
import com.in2peta.billing.persistence.PayoutTable;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** What a creator sees and says of payouts. */
@Stateless
public class PayeeBook {

    @Inject
    PayoutTable payouts;

    @Inject
    Tenancy tenancy;

    @Inject
    Clock clock;

    public PayeeView payee(Caller caller) {
        tenancy.enter(caller.organizationId(), Purpose.PAYMENTS);
        return payouts.payee(caller.organizationId()).orElseThrow(() -> DomainException.notFound("payee"));
    }

    public PayeeView payTo(Caller caller, PayeeView payee) {
        tenancy.enter(caller.organizationId(), Purpose.PAYMENTS);
        payouts.payTo(caller.organizationId(), payee, clock.instant());
        return payee;
    }

    public List<PayoutView> payouts(Caller caller, Slice slice) {
        tenancy.enter(caller.organizationId(), Purpose.PAYMENTS);
        return payouts.payouts(caller.organizationId(), slice);
    }
}
