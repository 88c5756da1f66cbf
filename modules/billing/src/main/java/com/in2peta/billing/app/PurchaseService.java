package com.in2peta.billing.app;

import com.in2peta.billing.api.CreditPurchases;
import com.in2peta.billing.domain.CreditOrder;
import com.in2peta.billing.domain.PaymentProcessor;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Record the intent, commit, call, record the outcome: no transaction waits for Razorpay. */
@ApplicationScoped
class PurchaseService implements CreditPurchases {

    @Inject
    CreditOrders orders;

    @Inject
    PaymentProcessor processor;

    @Inject
    Payments payments;

    @Inject
    BillingConfig config;

    @Override
    public List<Pack> packs() {
        return orders.packs();
    }

    @Override
    public OrderView order(Caller caller, String packId) {
        Pack pack = orders.packs().stream()
                .filter(p -> p.id().equals(packId))
                .findFirst()
                .orElseThrow(() -> new DomainException(
                        ProblemType.INVALID_REQUEST,
                        "There is no such pack.",
                        List.of(new Violation("/pack", "must be one of /v1/billing/packs"))));
        CreditOrder order = orders.create(caller, pack);
        return view(orders.register(caller, order.id(), processor.createOrder(order)));
    }

    @Override
    public OrderView get(Caller caller, UUID orderId) {
        return view(orders.get(caller, orderId));
    }

    @Override
    public List<OrderView> list(Caller caller, Slice slice) {
        return orders.list(caller, slice).stream().map(this::view).toList();
    }

    @Override
    public OrderView confirm(Caller caller, UUID orderId, CheckoutResult result) {
        CreditOrder order = orders.get(caller, orderId);
        String razorpayOrderId = order.razorpayOrderId().orElse("");
        if (!razorpayOrderId.equals(result.orderId())
                || !processor.signed(razorpayOrderId, result.paymentId(), result.signature())) {
            throw new DomainException(
                    ProblemType.INVALID_SIGNATURE, "Razorpay did not sign this payment for this order.");
        }
        return view(
                payments.collect(caller.organizationId(), order, result.paymentId(), Optional.of(result.signature())));
    }

    private OrderView view(CreditOrder order) {
        return new OrderView(
                order.id(),
                order.packId(),
                order.amountMinor(),
                order.currency(),
                order.creditMicros(),
                order.status(),
                order.razorpayOrderId(),
                order.razorpayPaymentId(),
                config.razorpayKeyId(),
                order.createdAt(),
                order.paidAt());
    }
}
