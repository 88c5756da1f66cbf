package com.in2peta.billing.app;

import com.in2peta.billing.api.CreditPurchases.Pack;
import com.in2peta.billing.domain.CreditOrder;
import com.in2peta.billing.domain.CreditOrderRepository;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.mail.Mailer;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The transactions of a purchase; what lies between them is a call to the processor. */
@Stateless
public class CreditOrders {

    @Inject
    CreditOrderRepository orders;

    @Inject
    Tenancy tenancy;

    @Inject
    Mailer mailer;

    @Inject
    Clock clock;

    public List<Pack> packs() {
        return orders.packs();
    }

    public CreditOrder create(Caller caller, Pack pack) {
        tenancy.enter(caller.organizationId(), Purpose.PAYMENTS);
        CreditOrder order = CreditOrder.of(
                Ids.next(clock),
                caller.organizationId(),
                caller.personId(),
                pack,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        orders.add(order);
        return order;
    }

    public CreditOrder register(Caller caller, UUID orderId, String razorpayOrderId) {
        CreditOrder order = get(caller, orderId);
        order.registered(razorpayOrderId, clock.instant().plus(OrderWatch.FIRST_LOOK));
        return order;
    }

    public CreditOrder get(Caller caller, UUID orderId) {
        tenancy.enter(caller.organizationId(), Purpose.PAYMENTS);
        return orders.find(orderId).orElseThrow(() -> DomainException.notFound("order"));
    }

    public List<CreditOrder> list(Caller caller, Slice slice) {
        tenancy.enter(caller.organizationId(), Purpose.PAYMENTS);
        return orders.list(slice);
    }

    /** Of an organization that nobody speaks for: the processor said that money came. */
    public Optional<CreditOrder> find(UUID organizationId, UUID orderId) {
        tenancy.enter(organizationId, Purpose.LEGAL);
        return orders.find(orderId);
    }

    /**
     * The order, its credit and the mail in one transaction; the second of two calls finds it paid and changes nothing. Money that came is
     * booked whatever else is restricted.
     */
    public CreditOrder pay(UUID organizationId, UUID orderId, String paymentId, Optional<String> signature) {
        tenancy.enter(organizationId, Purpose.LEGAL);
        CreditOrder order = orders.findLocked(orderId).orElseThrow(() -> DomainException.notFound("order"));
        if (order.pay(paymentId, signature, clock.instant().truncatedTo(ChronoUnit.MICROS))) {
            orders.postTopUp(order, clock.instant());
            order.personId().ifPresent(person -> tell(person, organizationId, order));
        }
        return order;
    }

    private void tell(UUID personId, UUID organizationId, CreditOrder order) {
        mailer.send(
                organizationId,
                personId,
                CreditsAddedMail.NAME,
                Map.of(
                        "creditMicros", Long.toString(order.creditMicros()),
                        "currency", order.currency(),
                        "order", order.id().toString()));
    }
}
