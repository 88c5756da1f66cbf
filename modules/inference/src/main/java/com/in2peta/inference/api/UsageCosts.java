package com.in2peta.inference.api;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the predictions of an organization cost, in groups. The sums are those of the ledger. */
public interface UsageCosts {

    /** By what predictions are put together; those of different currencies never are. */
    enum Grouping {
        DAY,
        KEY,
        MODEL,
        END_USER,
        PREDICTION;

        /** The word in a query. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Of predictions that ended in [from, to); both may be absent. A prediction belongs to the moment of its end, which is that of its charge.
     *
     * @param slice its position is that of a {@link Cost}
     */
    record Selection(Grouping grouping, Optional<Instant> from, Optional<Instant> to, Slice slice) {}

    /**
     * The sums of one group in one currency.
     *
     * @param group the day in UTC, the id of a key or a prediction, the model, or the end user; empty for what has no key or end user
     * @param name of a key, for as long as the key is known
     * @param predictions that ended, however they ended
     * @param succeeded those of them that can have cost something
     * @param runMillis what was measured
     */
    record Cost(
            Optional<String> group,
            Optional<String> name,
            long predictions,
            long succeeded,
            long runMillis,
            long costMicros,
            String currency) {

        /** Where this row stands in its list. */
        public String position() {
            return currency + group.orElse("");
        }
    }

    /** Days, keys and predictions newest first; models and end users from Z to A. */
    List<Cost> list(Caller caller, Selection selection);
}
