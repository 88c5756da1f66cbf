package com.in2peta.inference.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.domain.Admission;
import com.in2peta.inference.persistence.InFlightTable;
import com.in2peta.kernel.node.LiveNodes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Holds organizations to the number of predictions that may be open. A counter in the database would be a row that all commits of an
 * organization wait for. Here the open ones are counted, and the room that is left is given out from memory: for a second, or until it is
 * used up. Each node gives out its share. Commits under way do not see each other, so the limit can be exceeded by what they carry.
 */
@ApplicationScoped
class OpenPredictions {

    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int ORGANIZATIONS = 50_000;

    @Inject
    InFlightTable inFlight;

    @Inject
    InferenceConfig config;

    @Inject
    LiveNodes nodes;

    private final Cache<UUID, AtomicInteger> rooms = Caffeine.newBuilder()
            .maximumSize(ORGANIZATIONS)
            .expireAfterWrite(REMEMBERED)
            .build();

    /** The ids of those for which there is no room. */
    Set<UUID> tooMany(List<Admission> admissions) {
        if (config.openPredictions() == 0) {
            return Set.of();
        }
        Map<UUID, List<UUID>> asked = admissions.stream()
                .collect(Collectors.groupingBy(
                        Admission::organizationId, Collectors.mapping(Admission::id, Collectors.toList())));
        count(asked);
        Set<UUID> tooMany = new HashSet<>();
        asked.forEach((organizationId, ids) -> {
            AtomicInteger room = rooms.get(organizationId, unknown -> new AtomicInteger());
            ids.stream().filter(id -> !take(room)).forEach(tooMany::add);
        });
        return tooMany;
    }

    /** Those of whom nothing is known, or too little. */
    private void count(Map<UUID, List<UUID>> asked) {
        Set<UUID> unknown = asked.entrySet().stream()
                .filter(organization -> {
                    AtomicInteger room = rooms.getIfPresent(organization.getKey());
                    return room == null || room.get() < organization.getValue().size();
                })
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (!unknown.isEmpty()) {
            inFlight.count(unknown, config.openPredictions())
                    .forEach((organizationId, open) -> rooms.put(organizationId, new AtomicInteger(share(open))));
        }
    }

    /** Rounded up, so that the last of the room is not lost between the nodes. */
    private int share(int open) {
        int live = nodes.count();
        return (config.openPredictions() - open + live - 1) / live;
    }

    private static boolean take(AtomicInteger room) {
        return room.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }
}
