package com.in2peta.compliance.register;

import com.in2peta.compliance.api.Breaches;
import com.in2peta.kernel.invariant.InvariantCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Nobody who must be told of a breach waits beyond the time of the law. */
@ApplicationScoped
class BreachCheck implements InvariantCheck {

    @Inject
    Breaches breaches;

    @Override
    public List<Finding> verify() {
        long overdue = breaches.overdue();
        return List.of(new Finding("B1 no report of a breach is late", overdue == 0, overdue + " are"));
    }
}
