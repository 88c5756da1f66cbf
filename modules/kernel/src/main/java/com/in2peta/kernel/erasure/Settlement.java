package com.in2peta.kernel.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is open between an organization and the platform in money. Reads only: an erasure moves no money. */
public interface Settlement {

    /**
     * One open matter.
     *
     * @param code why, in lower-case letters and hyphens, such as {@code unspent-credit}
     * @param amountMicros in micro-units of the currency
     * @param waitUntil when the matter is over by itself; until then the erasure of the books' names waits. Empty when it waits for nothing.
     */
    record Matter(String code, long amountMicros, String currency, Optional<Instant> waitUntil) {}

    List<Matter> open(UUID organizationId, Instant now);
}
