package com.in2peta.billing.app;

import com.in2peta.billing.api.Payouts;
import com.in2peta.billing.persistence.PayoutTable;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

@ApplicationScoped
class PayoutService implements Payouts {

    private static final String MANUAL = "manual";
    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    @Inject
    PayoutTable payouts;

    @Inject
    PayeeBook book;

    @Inject
    Clock clock;

    @Override
    public PayeeView payee(Caller caller) {
        return book.payee(caller);
    }

    @Override
    public PayeeView payTo(Caller caller, String provider, String country) {
        if (!provider.equals(MANUAL)) {
            throw invalid("/provider", "is manual: no other one is offered");
        }
        if (!COUNTRIES.contains(country)) {
            throw invalid("/country", "is a country by ISO 3166-1, such as IN");
        }
        return book.payTo(caller, new PayeeView(provider, country, true));
    }

    @Override
    public List<PayoutView> payouts(Caller caller, Slice slice) {
        return book.payouts(caller, slice);
    }

    @Override
    public RunView plan(UUID staff, String currency, long leastMinor) {
        if (!CURRENCY.matcher(currency).matches()) {
            throw invalid("/currency", "is a code of three letters, such as INR");
        }
        if (leastMinor <= 0) {
            throw invalid("/least_minor", "is a whole number of minor units above 0");
        }
        UUID id = Ids.next(clock);
        payouts.plan(id, currency, leastMinor, staff, clock.instant());
        return run(id);
    }

    @Override
    public RunView decide(UUID staff, UUID runId, boolean approved) {
        return switch (payouts.decide(runId, staff, approved, clock.instant())) {
            case "not-found" -> throw DomainException.notFound("run of payouts");
            case "decided" -> throw new DomainException(ProblemType.CONFLICT, "The run is decided.");
            case "same-person" ->
                throw new DomainException(ProblemType.SAME_PERSON, "Somebody else than who planned it has to decide.");
            default -> run(runId);
        };
    }

    @Override
    public RunView run(UUID runId) {
        return payouts.run(runId).orElseThrow(() -> DomainException.notFound("run of payouts"));
    }

    @Override
    public List<RunView> runs(Slice slice) {
        return payouts.runs(slice);
    }

    @Override
    public List<PayoutView> payoutsOf(UUID runId, Slice slice) {
        return payouts.payoutsOf(run(runId).id(), slice);
    }

    @Override
    public PayoutView end(UUID payoutId, boolean paid) {
        PayoutView payout = payouts.payout(payoutId).orElseThrow(() -> DomainException.notFound("payout"));
        if (!payout.provider().equals(MANUAL) || !payouts.end(payoutId, paid, clock.instant())) {
            throw new DomainException(ProblemType.CONFLICT, "The payout is not one that finance is paying now.");
        }
        return payouts.payout(payoutId).orElseThrow();
    }

    private static DomainException invalid(String pointer, String detail) {
        return new DomainException(
                ProblemType.INVALID_REQUEST, "The request is invalid.", List.of(new Violation(pointer, detail)));
    }
}
