package com.in2peta.billing.domain;

import com.in2peta.billing.api.CreditPurchases.Pack;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An order of a credit pack. It holds Razorpay's three identifiers and nothing about cards or accounts, and it is paid at most once.
 */
@Entity
@Table(name = "credit_order", schema = "billing")
public class CreditOrder {

    private static final String CREATED = "created";
    private static final String PAID = "paid";

    @Id
    private UUID id;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(name = "person_id", updatable = false)
    private UUID personId;

    @Column(name = "pack_id", nullable = false, updatable = false)
    private String packId;

    @Column(name = "amount_minor", nullable = false, updatable = false)
    private long amountMinor;

    @Column(nullable = false, updatable = false)
    private String currency;

    @Column(name = "credit_micros", nullable = false, updatable = false)
    private long creditMicros;

    @Column(nullable = false)
    private String status;

    @Column(name = "razorpay_order_id")
    private String razorpayOrderId;

    @Column(name = "razorpay_payment_id")
    private String razorpayPaymentId;

    @Column(name = "razorpay_signature")
    private String razorpaySignature;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "paid_at")
    private Instant paidAt;

    @Column(name = "next_look_at")
    private Instant nextLookAt;

    @Version
    private int version;

    protected CreditOrder() {
        // for the persistence provider
    }

    public static CreditOrder of(UUID id, UUID organizationId, UUID personId, Pack pack, Instant now) {
        CreditOrder order = new CreditOrder();
        order.id = id;
        order.organizationId = organizationId;
        order.personId = personId;
        order.packId = pack.id();
        order.amountMinor = pack.amountMinor();
        order.currency = pack.currency();
        order.creditMicros = pack.creditMicros();
        order.status = CREATED;
        order.createdAt = now;
        return order;
    }

    /** Razorpay knows the order now, and is asked then whether it was paid. */
    public void registered(String orderId, Instant firstLook) {
        razorpayOrderId = orderId;
        nextLookAt = firstLook;
    }

    /** False, and nothing changes, when it was paid before. */
    public boolean pay(String paymentId, Optional<String> signature, Instant now) {
        if (isPaid()) {
            return false;
        }
        status = PAID;
        razorpayPaymentId = paymentId;
        razorpaySignature = signature.orElse(null);
        paidAt = now;
        nextLookAt = null;
        return true;
    }

    public boolean isPaid() {
        return status.equals(PAID);
    }

    public UUID id() {
        return id;
    }

    public UUID organizationId() {
        return organizationId;
    }

    /** Empty once the person is gone. */
    public Optional<UUID> personId() {
        return Optional.ofNullable(personId);
    }

    public String packId() {
        return packId;
    }

    public long amountMinor() {
        return amountMinor;
    }

    public String currency() {
        return currency;
    }

    public long creditMicros() {
        return creditMicros;
    }

    public String status() {
        return status;
    }

    public Optional<String> razorpayOrderId() {
        return Optional.ofNullable(razorpayOrderId);
    }

    public Optional<String> razorpayPaymentId() {
        return Optional.ofNullable(razorpayPaymentId);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Optional<Instant> paidAt() {
        return Optional.ofNullable(paidAt);
    }
}
