package com.in2peta.billing.app;

import com.in2peta.billing.api.Earnings;
import com.in2peta.billing.persistence.EarningTable;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

@Stateless
public class EarningService implements Earnings {

    private static final Duration LONGEST = Duration.ofDays(366);

    @Inject
    EarningTable earnings;

    @Inject
    Tenancy tenancy;

    @Override
    public List<Earned> earned(Caller caller) {
        tenancy.enter(caller.organizationId(), Purpose.BILLING);
        return earnings.earned(caller.organizationId());
    }

    @Override
    public List<Line> statement(Caller caller, Instant from, Instant to) {
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new DomainException(
                    ProblemType.INVALID_REQUEST,
                    "The query is invalid.",
                    List.of(new Violation("/from", "is before to, by at most " + LONGEST.toDays() + " days")));
        }
        tenancy.enter(caller.organizationId(), Purpose.BILLING);
        return earnings.statement(from, to);
    }
}
