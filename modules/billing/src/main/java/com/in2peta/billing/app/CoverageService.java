package com.in2peta.billing.app;

import com.in2peta.billing.api.Balances;
import com.in2peta.billing.api.Balances.Balance;
import com.in2peta.billing.api.Coverage;
import com.in2peta.billing.persistence.SpendLimitTable;
import com.in2peta.billing.persistence.SpendLimitTable.Below;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

@Stateless
public class CoverageService implements Coverage {

    @Inject
    SpendLimitTable limits;

    @Inject
    Balances balances;

    @Inject
    Tenancy tenancy;

    @Inject
    Clock clock;

    @Override
    public DomainException refusal(Caller caller, String currency, long micros) {
        tenancy.enter(caller.organizationId(), Purpose.BILLING);
        Optional<Below> below =
                limits.below(caller.organizationId(), caller.apiKeyId(), currency, micros, clock.instant()).stream()
                        .findFirst();
        if (below.isPresent()) {
            return new DomainException(
                    ProblemType.SPEND_LIMIT_REACHED,
                    "This can cost up to %d micro-units of %s, and the limit of %d a %s leaves %d."
                            .formatted(
                                    micros,
                                    currency,
                                    below.get().mostMicros(),
                                    below.get().period(),
                                    below.get().leftMicros()));
        }
        long available = balances.balances(caller).stream()
                .filter(balance -> balance.currency().equals(currency))
                .mapToLong(Balance::availableMicros)
                .findFirst()
                .orElse(0);
        return new DomainException(
                ProblemType.INSUFFICIENT_CREDIT,
                "This can cost up to %d micro-units of %s, and %d are available: %d are missing."
                        .formatted(micros, currency, available, Math.max(micros - available, 0)));
    }
}
