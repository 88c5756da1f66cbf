package com.in2peta.billing.app;

import com.in2peta.billing.api.SpendLimits;
import com.in2peta.billing.persistence.SpendLimitTable;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

@Stateless
public class SpendLimitService implements SpendLimits {

    private static final Set<String> PERIODS = Set.of("day", "month");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int MOST_LIMITS = 100;

    @Inject
    SpendLimitTable limits;

    @Inject
    Tenancy tenancy;

    @Inject
    Clock clock;

    @Override
    public LimitView create(Caller caller, NewLimit limit) {
        if (!PERIODS.contains(limit.period())) {
            throw invalid("/period", "is day or month");
        }
        if (!CURRENCY.matcher(limit.currency()).matches()) {
            throw invalid("/currency", "is a code of three letters, such as INR");
        }
        require(limit.mostMicros());
        tenancy.enter(caller.organizationId(), Purpose.BILLING);
        if (limits.count() >= MOST_LIMITS) {
            throw new DomainException(
                    ProblemType.CONFLICT, "An account can have " + MOST_LIMITS + " limits. Delete one first.");
        }
        UUID id = Ids.next(clock);
        if (!limits.add(id, caller.organizationId(), caller.personId(), limit, clock.instant())) {
            throw new DomainException(ProblemType.CONFLICT, "There is such a limit. Change it instead.");
        }
        return find(id);
    }

    @Override
    public LimitView get(Caller caller, UUID id) {
        tenancy.enter(caller.organizationId(), Purpose.BILLING);
        return find(id);
    }

    @Override
    public LimitView change(Caller caller, UUID id, long mostMicros) {
        require(mostMicros);
        tenancy.enter(caller.organizationId(), Purpose.BILLING);
        limits.change(id, mostMicros);
        return find(id);
    }

    @Override
    public void delete(Caller caller, UUID id) {
        tenancy.enter(caller.organizationId(), Purpose.BILLING);
        if (!limits.delete(id)) {
            throw DomainException.notFound("limit");
        }
    }

    @Override
    public List<LimitView> list(Caller caller, Slice slice) {
        tenancy.enter(caller.organizationId(), Purpose.BILLING);
        return limits.list(slice, clock.instant());
    }

    private LimitView find(UUID id) {
        return limits.find(id, clock.instant()).orElseThrow(() -> DomainException.notFound("limit"));
    }

    private static void require(long mostMicros) {
        if (mostMicros <= 0) {
            throw invalid("/most_micros", "is a whole number of micro-units above 0");
        }
    }

    private static DomainException invalid(String pointer, String detail) {
        return new DomainException(
                ProblemType.INVALID_REQUEST, "The request is invalid.", List.of(new Violation(pointer, detail)));
    }
}
