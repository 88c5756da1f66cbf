package com.in2peta.billing.app;

import com.in2peta.billing.domain.CreditOrder;
import com.in2peta.billing.domain.PaymentProcessor;
import com.in2peta.billing.domain.PaymentProcessor.Payment;
import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns a payment into credit, whoever says that there is one: the browser after its checkout, an event, or a look at the processor's books. What
 * they say is not believed; the processor is asked, and the payment must be of this order, its amount and its currency.
 */
@ApplicationScoped
class Payments {

    @Inject
    CreditOrders orders;

    @Inject
    PaymentProcessor processor;

    /**
     * Answers the paid order, however often it is called; {@code payment-not-confirmed} when the payment is not one of this order, or not
     * captured.
     *
     * @param signature by which the browser proved it, if it was the browser
     */
    CreditOrder collect(UUID organizationId, CreditOrder order, String paymentId, Optional<String> signature) {
        if (order.isPaid()) {
            return order;
        }
        Payment payment = processor
                .findPayment(paymentId)
                .filter(found -> isOf(order, found))
                .orElseThrow(() -> notConfirmed("The payment does not belong to this order."));
        return collect(organizationId, order, payment, signature);
    }

    /** The same of a payment that the processor has just told us about. */
    CreditOrder collect(UUID organizationId, CreditOrder order, Payment told, Optional<String> signature) {
        Payment payment = told.isAuthorized() ? processor.capture(told) : told;
        if (!payment.isCaptured()) {
            throw notConfirmed("Razorpay has not captured the payment.");
        }
        try {
            return orders.pay(organizationId, order.id(), payment.id(), signature);
        } catch (RuntimeException e) {
            if (DatabaseFailure.isUniqueViolation(e)) {
                throw notConfirmed("The payment has paid another order.");
            }
            throw e;
        }
    }

    static boolean isOf(CreditOrder order, Payment payment) {
        return order.razorpayOrderId().filter(payment.orderId()::equals).isPresent()
                && payment.amountMinor() == order.amountMinor()
                && payment.currency().equals(order.currency());
    }

    private static DomainException notConfirmed(String detail) {
        return new DomainException(ProblemType.PAYMENT_NOT_CONFIRMED, detail);
    }
}
