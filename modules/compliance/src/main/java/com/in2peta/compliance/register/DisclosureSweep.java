package com.in2peta.compliance.register;

import com.in2peta.compliance.request.SweepPart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Disclosures whose gag has ended are told of. */
@ApplicationScoped
class DisclosureSweep implements SweepPart {

    @Inject
    DisclosureNotices notices;

    @Override
    public String name() {
        return "disclosures-told";
    }

    @Override
    public long sweep() {
        return notices.tell();
    }
}
