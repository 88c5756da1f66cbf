package com.in2peta.inference.usage;

import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.TargetStatistics;
import com.in2peta.inference.persistence.TargetTally;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.models.api.ModelRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

@ApplicationScoped
class TargetStatisticsService implements TargetStatistics {

    @Inject
    ModelRegistry registry;

    @Inject
    TargetTally tally;

    @Inject
    Clock clock;

    @Override
    public List<TargetStatistic> of(Caller caller, String owner, String name, Duration last) {
        return tally.ofModel(
                registry.owned(caller, owner, name), clock.instant().minus(last), Limits.STATISTICS_TARGETS);
    }
}
