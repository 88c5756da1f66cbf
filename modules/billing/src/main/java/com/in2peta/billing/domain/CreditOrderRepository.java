package com.in2peta.billing.domain;

import com.in2peta.billing.api.CreditPurchases.Pack;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Packs and orders. */
public interface CreditOrderRepository {

    List<Pack> packs();

    void add(CreditOrder order);

    Optional<CreditOrder> find(UUID id);

    /** Nobody else can pay the order until the transaction ends. */
    Optional<CreditOrder> findLocked(UUID id);

    List<CreditOrder> list(Optional<UUID> before, int limit);

    /** Posts the credit of an order that is paid; once, however often it is called. */
    void postTopUp(CreditOrder order, Instant now);
}
