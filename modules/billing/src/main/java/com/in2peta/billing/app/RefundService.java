package com.in2peta.billing.app;

import com.in2peta.billing.api.Refunds;
import com.in2peta.billing.persistence.RefundTable;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

@ApplicationScoped
class RefundService implements Refunds {

    private static final Pattern REASON = Pattern.compile("[a-z][a-z0-9-]{0,59}");

    @Inject
    RefundTable refunds;

    @Inject
    StaffLook look;

    @Inject
    Clock clock;

    @Override
    public RefundView ask(UUID staff, UUID orderId, OptionalLong amountMinor, String reason) {
        if (!REASON.matcher(reason).matches()) {
            throw invalid("/reason", "is a code of at most 60 lower-case letters, digits and hyphens");
        }
        if (amountMinor.isPresent() && amountMinor.getAsLong() <= 0) {
            throw invalid("/amount_minor", "is a whole number of minor units above 0");
        }
        look.at(staff, orderId, reason);
        UUID id = Ids.next(clock);
        return answer(id, refunds.ask(id, orderId, amountMinor, reason, staff, clock.instant()));
    }

    @Override
    public RefundView decide(UUID staff, UUID refundId, boolean approved) {
        RefundView refund = require(refundId);
        look.at(staff, refund.orderId(), refund.reason());
        return answer(refundId, refunds.decide(refundId, staff, approved, clock.instant()));
    }

    @Override
    public RefundView get(UUID staff, UUID refundId) {
        RefundView refund = require(refundId);
        look.at(staff, refund.orderId(), refund.reason());
        return refund;
    }

    @Override
    public List<RefundView> list(Slice slice) {
        return refunds.list(slice);
    }

    private RefundView require(UUID refundId) {
        return refunds.find(refundId).orElseThrow(() -> DomainException.notFound("refund"));
    }

    private RefundView answer(UUID refundId, String outcome) {
        return switch (outcome) {
            case "not-found" -> throw DomainException.notFound("order");
            case "not-paid" -> throw new DomainException(ProblemType.CONFLICT, "The order is not paid.");
            case "decided" -> throw new DomainException(ProblemType.CONFLICT, "The refund is decided.");
            case "same-person" ->
                throw new DomainException(ProblemType.SAME_PERSON, "Somebody else than who asked has to decide.");
            case "too-much" ->
                throw new DomainException(
                        ProblemType.REFUND_NOT_COVERED, "Less is left of the order, or it is set aside for work.");
            default -> require(refundId);
        };
    }

    private static DomainException invalid(String pointer, String detail) {
        return new DomainException(
                ProblemType.INVALID_REQUEST, "The request is invalid.", List.of(new Violation(pointer, detail)));
    }
}
