package com.in2peta.billing.api;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What an organization has, and how it came to it. Amounts are micro-units of the currency. */
public interface Balances {

    /** Posted is what was bought less what was used; held is set aside for running predictions; available is the difference. */
    record Balance(String currency, long postedMicros, long heldMicros) {

        public long availableMicros() {
            return postedMicros - heldMicros;
        }
    }

    /** A movement of the balance: positive adds. The reference is the order or the prediction. */
    record Movement(UUID id, String kind, long amountMicros, String currency, UUID reference, Instant createdAt) {}

    List<Balance> balances(Caller caller);

    /** The position is the id of a movement. */
    List<Movement> movements(Caller caller, Slice slice);
}
