package com.in2peta.billing.domain;

import com.in2peta.billing.api.CreditPurchases.Pack;
import com.in2peta.kernel.page.Slice;
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

    List<CreditOrder> list(Slice slice);

    /** Posts the credit of an order that is paid; once, however often it is called. */
    void postTopUp(CreditOrder order, Instant now);
}
