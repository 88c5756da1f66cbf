package com.in2peta.compliance.erasure;

import com.in2peta.kernel.erasure.Settlement;
import com.in2peta.kernel.erasure.Settlement.Matter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks at what is open in money. Nothing is moved: unspent credit stays in the books under a number that names nobody, and who wants it back
 * asks before the erasure begins. Only a matter that will soon be over by itself is waited for.
 */
@ApplicationScoped
class SettleStep implements ErasureStep {

    @Inject
    TaskBook book;

    @Inject
    @Any
    Instance<Settlement> settlements;

    @Override
    public String name() {
        return "settle";
    }

    @Override
    public Optional<Wait> run(ErasureRun run) {
        if (book.isOver(run, TaskBook.BALANCE, "settle")) {
            return Optional.empty();
        }
        List<Matter> open = new ArrayList<>();
        settlements.forEach(settlement -> open.addAll(settlement.open(run.who().organizationId(), run.now())));
        Optional<Matter> waits = open.stream()
                .filter(matter -> matter.waitUntil().filter(run.now()::isBefore).isPresent())
                .findFirst();
        if (waits.isPresent()) {
            book.waits(run, TaskBook.BALANCE, "settle", "running", waits.get().code());
            return Optional.of(Wait.later(waits.get().code()));
        }
        if (open.isEmpty()) {
            book.done(run, TaskBook.BALANCE, "settle", 0, Optional.empty());
        } else {
            book.retained(run, TaskBook.BALANCE, "settle", text(open), Optional.empty());
        }
        return Optional.empty();
    }

    private static String text(List<Matter> open) {
        return open.stream()
                .map(matter -> matter.code() + " " + matter.amountMicros() + " micros of " + matter.currency())
                .collect(Collectors.joining("; "));
    }
}
