package com.in2peta.sandbox.razorpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.store.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The orders of the account, with their payments, refunds and disputes. Every change is one line of the journal and is on disk before it is seen.
 * The newest {@value #MAX_ORDERS} orders are kept, older ones are forgotten with their payments.
 */
final class Books implements AutoCloseable {

    static final int MAX_ORDERS = 10_000;
    private static final int COMPACT_FACTOR = 4;
    private static final int COMPACT_SLACK = 1_000;
    private static final Duration REFUNDABLE = Duration.ofDays(182);

    private final Clock clock;
    private final RazorpayIds ids = new RazorpayIds();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<String, Payment> payments = new LinkedHashMap<>();
    private final Map<String, String> orderIdsByReceipt = new LinkedHashMap<>();
    private final Map<String, List<String>> paymentIdsByOrder = new LinkedHashMap<>();
    private final Map<String, Refund> refunds = new LinkedHashMap<>();
    private final Map<String, Dispute> disputes = new LinkedHashMap<>();
    private final Journal journal;
    private int lines;

    Books(Path file, Clock clock) throws IOException {
        this.clock = clock;
        this.journal = Journal.open(file, this::replay);
        compactIfWorthIt();
    }

    synchronized Order create(NewOrder request) {
        if (request.uniqueReceipt()) {
            Optional<Order> same = Optional.ofNullable(orderIdsByReceipt.get(request.receipt()))
                    .map(orders::get);
            if (same.isPresent()) {
                if (same.get().amount() != request.amount()
                        || !same.get().currency().equals(request.currency())) {
                    throw RazorpayFailure.invalid("receipt", "Order receipt should be unique.");
                }
                return same.get();
            }
        }
        Order order = Order.of(ids.order(), request, now());
        append(line(order, null));
        keep(order, null);
        return order;
    }

    synchronized Order order(String id) {
        return Optional.ofNullable(orders.get(id)).orElseThrow(RazorpayFailure::unknownId);
    }

    synchronized Payment payment(String id) {
        return Optional.ofNullable(payments.get(id)).orElseThrow(RazorpayFailure::unknownId);
    }

    /** Newest first. */
    synchronized List<Order> orders(Page page, Predicate<Order> filter) {
        return newest(new ArrayList<>(orders.values()), page, order -> page.covers(order.createdAt()), filter);
    }

    /** Newest first. */
    synchronized List<Payment> payments(Page page) {
        return newest(
                new ArrayList<>(payments.values()), page, payment -> page.covers(payment.createdAt()), all -> true);
    }

    /** Oldest first. */
    synchronized List<Payment> paymentsOf(String orderId) {
        return paymentIdsByOrder.getOrDefault(order(orderId).id(), List.of()).stream()
                .map(payments::get)
                .toList();
    }

    synchronized Payment capture(String paymentId, long amount, String currency) {
        Payment payment = payment(paymentId);
        Order order = order(payment.orderId());
        if (payment.isCaptured()) {
            throw RazorpayFailure.refused("This payment has already been captured");
        }
        if (!payment.isAuthorized()) {
            throw RazorpayFailure.refused(
                    "Only payments which have been authorized and not yet captured can be captured");
        }
        if (amount != payment.amount()) {
            throw RazorpayFailure.invalid("amount", "Capture amount must be equal to the amount authorized");
        }
        if (!currency.equals(payment.currency())) {
            throw RazorpayFailure.invalid("currency", "Capture currency must be equal to the currency authorized");
        }
        requireUnpaid(order);
        return capture(order, payment);
    }

    /** A repeated request with the same key gets the same refund. */
    synchronized Refund refund(String paymentId, RefundRequest request, RefundOutcome outcome) {
        Payment payment = payment(paymentId);
        Optional<Refund> before = request.key()
                .flatMap(key -> refunds.values().stream()
                        .filter(refund -> key.equals(refund.key()))
                        .findFirst());
        if (before.isPresent()) {
            if (!before.get().paymentId().equals(paymentId) || !before.get().isSame(request)) {
                throw RazorpayFailure.refused("Different request body sent for the same idempotency key.");
            }
            return before.get();
        }
        if (payment.isRefunded()) {
            throw RazorpayFailure.refused("The payment has been fully refunded already");
        }
        if (!payment.isCaptured()) {
            throw RazorpayFailure.refused("The payment status should be captured for action to be taken");
        }
        if (payment.createdAt() < now() - REFUNDABLE.toSeconds()) {
            throw RazorpayFailure.refused("Payment is older than six months and cannot be refunded");
        }
        long left = payment.amount() - payment.amountRefunded();
        long amount = request.amount().orElse(left);
        if (amount < 1) {
            throw RazorpayFailure.invalid("amount", "The amount must be at least " + payment.currency() + " 1.00");
        }
        if (amount > left) {
            throw RazorpayFailure.invalid("amount", "The refund amount provided is greater than amount captured");
        }
        Refund refund = new Refund(
                ids.refund(),
                paymentId,
                amount,
                payment.currency(),
                request.receipt().orElse(null),
                request.key().orElse(null),
                request.speed(),
                outcome.wire(),
                now());
        return record(payment.refunded(refund.isFailed() ? 0 : amount), refund);
    }

    synchronized Refund refund(String id) {
        return Optional.ofNullable(refunds.get(id)).orElseThrow(RazorpayFailure::unknownId);
    }

    /** Oldest first. */
    synchronized List<Refund> refundsOf(String paymentId) {
        Payment payment = payment(paymentId);
        return refunds.values().stream()
                .filter(refund -> refund.paymentId().equals(payment.id()))
                .toList();
    }

    /** The bank has answered. */
    synchronized Refund end(String refundId, RefundOutcome outcome) {
        Refund refund = refund(refundId);
        if (!refund.isPending()) {
            throw RazorpayFailure.refused("the refund is not pending");
        }
        Refund ended = refund.ended(outcome);
        Payment payment = payment(refund.paymentId());
        return record(ended.isFailed() ? payment.refunded(-refund.amount()) : payment, ended);
    }

    private Refund record(Payment payment, Refund refund) {
        Order order = order(payment.orderId());
        append(line(order, payment).set("refund", json.valueToTree(refund)));
        keep(order, payment);
        refunds.put(refund.id(), refund);
        return refund;
    }

    /** The payer has gone to his bank. */
    synchronized Dispute open(String paymentId, long amount) {
        Payment payment = payment(paymentId);
        if (amount < 1 || amount > payment.amount()) {
            throw RazorpayFailure.invalid("amount", "the amount is from 1 to that of the payment");
        }
        return record(new Dispute(ids.dispute(), paymentId, amount, payment.currency(), "open", now()));
    }

    synchronized Dispute decide(String disputeId, String status) {
        return record(dispute(disputeId).as(status));
    }

    synchronized Dispute dispute(String id) {
        return Optional.ofNullable(disputes.get(id)).orElseThrow(RazorpayFailure::unknownId);
    }

    /** Newest first. */
    synchronized List<Dispute> disputes(Page page) {
        return newest(
                new ArrayList<>(disputes.values()), page, dispute -> page.covers(dispute.createdAt()), all -> true);
    }

    private Dispute record(Dispute dispute) {
        Payment payment = payment(dispute.paymentId());
        append(line(order(payment.orderId()), payment).set("dispute", json.valueToTree(dispute)));
        disputes.put(dispute.id(), dispute);
        return dispute;
    }

    /** One try to pay. The payment returned may be a failed one. */
    synchronized Payment pay(String orderId, CheckoutAttempt attempt) {
        Order order = order(orderId);
        if (!attempt.late()) {
            requireUnpaid(order);
            if (paymentsOf(orderId).stream().anyMatch(Payment::isAuthorized)) {
                throw RazorpayFailure.refused("Your payment has been declined as the order has an authorized payment.");
            }
        }
        Payment payment = attempt.late() ? failedOf(order, attempt) : newPayment(order, attempt);
        Order attempted = order(orderId);
        if (attempt.failure()) {
            return payment;
        }
        if (attempt.success() && attempted.automaticCapture() && !attempted.paid()) {
            return capture(attempted, payment.authorized());
        }
        return record(attempted, payment.authorized());
    }

    @Override
    public synchronized void close() throws IOException {
        journal.close();
    }

    private Payment failedOf(Order order, CheckoutAttempt attempt) {
        return paymentsOf(order.id()).stream()
                .filter(Payment::isFailed)
                .reduce((earlier, later) -> later)
                .orElseGet(() -> newPayment(order, attempt));
    }

    /** Every payment starts as a failed one here, so that the attempt is on record even if nothing follows. */
    private Payment newPayment(Order order, CheckoutAttempt attempt) {
        long amount = attempt.amount().orElse(order.amountDue());
        return record(order.attempted(), Payment.failed(ids.payment(), order, amount, attempt.method(), now()));
    }

    private Payment capture(Order order, Payment payment) {
        return record(order.credited(payment.amount()), payment.captured());
    }

    private static void requireUnpaid(Order order) {
        if (order.paid()) {
            throw RazorpayFailure.refused("Your payment has been declined as the order is already paid. Please initiate"
                    + " the payment with a new order.");
        }
    }

    private static <T> List<T> newest(List<T> items, Page page, Predicate<T> inTime, Predicate<T> filter) {
        Collections.reverse(items);
        return items.stream()
                .filter(inTime.and(filter))
                .skip(page.skip())
                .limit(page.count())
                .toList();
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private Payment record(Order order, Payment payment) {
        append(line(order, payment));
        keep(order, payment);
        return payment;
    }

    private void append(JsonNode line) {
        try {
            journal.append(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode line(Order order, Payment payment) {
        ObjectNode line = json.createObjectNode();
        line.set("order", json.valueToTree(order));
        if (payment != null) {
            line.set("payment", json.valueToTree(payment));
        }
        return line;
    }

    private ObjectNode line(String paymentId) {
        Payment payment = payment(paymentId);
        return line(order(payment.orderId()), payment);
    }

    private void replay(JsonNode line) {
        lines++;
        keep(
                json.convertValue(line.path("order"), Order.class),
                line.has("payment") ? json.convertValue(line.path("payment"), Payment.class) : null);
        if (line.has("refund")) {
            Refund refund = json.convertValue(line.path("refund"), Refund.class);
            refunds.put(refund.id(), refund);
        }
        if (line.has("dispute")) {
            Dispute dispute = json.convertValue(line.path("dispute"), Dispute.class);
            disputes.put(dispute.id(), dispute);
        }
    }

    private void keep(Order order, Payment payment) {
        orders.put(order.id(), order);
        if (order.receipt() != null) {
            orderIdsByReceipt.putIfAbsent(order.receipt(), order.id());
        }
        if (payment != null && payments.put(payment.id(), payment) == null) {
            paymentIdsByOrder
                    .computeIfAbsent(order.id(), none -> new ArrayList<>())
                    .add(payment.id());
        }
        if (orders.size() > MAX_ORDERS) {
            forget(orders.values().iterator().next());
        }
    }

    private void forget(Order order) {
        orders.remove(order.id());
        orderIdsByReceipt.remove(order.receipt(), order.id());
        List<String> paid = paymentIdsByOrder.getOrDefault(order.id(), List.of());
        paid.forEach(payments::remove);
        refunds.values().removeIf(refund -> paid.contains(refund.paymentId()));
        disputes.values().removeIf(dispute -> paid.contains(dispute.paymentId()));
        paymentIdsByOrder.remove(order.id());
    }

    private void compactIfWorthIt() throws IOException {
        if (lines
                <= COMPACT_FACTOR * (orders.size() + payments.size() + refunds.size() + disputes.size())
                        + COMPACT_SLACK) {
            return;
        }
        List<ObjectNode> live = new ArrayList<>();
        for (Order order : orders.values()) {
            live.add(line(order, null));
            paymentsOf(order.id()).forEach(payment -> live.add(line(order, payment)));
        }
        refunds.values().forEach(refund -> live.add(line(refund.paymentId()).set("refund", json.valueToTree(refund))));
        disputes.values()
                .forEach(dispute -> live.add(line(dispute.paymentId()).set("dispute", json.valueToTree(dispute))));
        journal.replaceWith(live);
    }
}
