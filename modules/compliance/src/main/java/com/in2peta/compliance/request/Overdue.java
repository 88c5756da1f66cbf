package com.in2peta.compliance.request;

import com.in2peta.compliance.api.OverdueRequests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/** Counts what is overdue. */
@ApplicationScoped
class Overdue implements OverdueRequests {

    @Inject
    Due due;

    @Inject
    Clock clock;

    @Override
    public long count() {
        return due.overdue(clock.instant());
    }
}
