package com.in2peta.inference.usage;

import com.in2peta.identity.api.ApiKeys;
import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.UsageCosts.Cost;
import com.in2peta.inference.api.UsageCosts.Grouping;
import com.in2peta.inference.api.UsageCosts.Selection;
import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.persistence.CostTable;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Sums up what predictions cost, as far as their rows are kept, and adds the names of keys. */
@Stateless
public class UsageCostReader {

    @Inject
    CostTable table;

    @Inject
    ApiKeys keys;

    @Inject
    InferenceConfig config;

    @Inject
    Tenancy tenancy;

    @Inject
    Clock clock;

    public List<Cost> list(Caller caller, Selection selection) {
        tenancy.enter(caller.organizationId(), Purpose.BILLING);
        List<Cost> costs = table.list(
                caller.organizationId(),
                selection,
                config.longestLife(),
                clock.instant().minus(config.usageLogRetention()));
        return selection.grouping() == Grouping.KEY ? named(caller, costs) : costs;
    }

    private List<Cost> named(Caller caller, List<Cost> costs) {
        Set<UUID> ids = costs.stream()
                .flatMap(cost -> cost.group().stream())
                .map(UUID::fromString)
                .collect(Collectors.toSet());
        Map<UUID, String> names = keys.names(caller, ids);
        return costs.stream().map(cost -> named(cost, names)).toList();
    }

    private static Cost named(Cost cost, Map<UUID, String> names) {
        return new Cost(
                cost.group(),
                cost.group().flatMap(id -> Optional.ofNullable(names.get(UUID.fromString(id)))),
                cost.predictions(),
                cost.succeeded(),
                cost.runMillis(),
                cost.costMicros(),
                cost.currency());
    }
}
