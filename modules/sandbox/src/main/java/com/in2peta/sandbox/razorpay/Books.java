package com.in2peta.sandbox.razorpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.store.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The orders and payments of the account. Every change is one line of the journal and is on disk before it is seen.
 * The newest {@value #MAX_ORDERS} orders are kept, older ones are forgotten with their payments.
 */
final class Books implements AutoCloseable {

    static final int MAX_ORDERS = 10_000;
    private static final int COMPACT_FACTOR = 4;
    private static final int COMPACT_SLACK = 1_000;

    private final Clock clock;
    private final RazorpayIds ids = new RazorpayIds();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<String, Payment> payments = new LinkedHashMap<>();
    private final Map<String, String> orderIdsByReceipt = new LinkedHashMap<>();
    private final Map<String, List<String>> paymentIdsByOrder = new LinkedHashMap<>();
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
        record(order, null);
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
        try {
            journal.append(line(order, payment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keep(order, payment);
        return payment;
    }

    private ObjectNode line(Order order, Payment payment) {
        ObjectNode line = json.createObjectNode();
        line.set("order", json.valueToTree(order));
        if (payment != null) {
            line.set("payment", json.valueToTree(payment));
        }
        return line;
    }

    private void replay(JsonNode line) {
        lines++;
        keep(
                json.convertValue(line.path("order"), Order.class),
                line.has("payment") ? json.convertValue(line.path("payment"), Payment.class) : null);
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
        paymentIdsByOrder.getOrDefault(order.id(), List.of()).forEach(payments::remove);
        paymentIdsByOrder.remove(order.id());
    }

    private void compactIfWorthIt() throws IOException {
        if (lines <= COMPACT_FACTOR * (orders.size() + payments.size()) + COMPACT_SLACK) {
            return;
        }
        List<ObjectNode> live = new ArrayList<>();
        for (Order order : orders.values()) {
            live.add(line(order, null));
            paymentsOf(order.id()).forEach(payment -> live.add(line(order, payment)));
        }
        journal.replaceWith(live);
    }
}
