package com.in2peta.compliance.request;

import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.privacy.PurposeGate;
import com.in2peta.kernel.privacy.PurposeGate.Ground;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Set;

/** What is done at once: purposes are closed, or opened again, in the transaction of the request. */
@ApplicationScoped
class Gates {

    static final String LIFTED = "lifted";

    @Inject
    PurposeGate gate;

    @Inject
    RequestTable requests;

    void close(Request request) {
        gate.close(request.organizationId().orElseThrow(), purposes(request), ground(request));
    }

    /** A purpose that another request closed stays closed. */
    void open(Request request) {
        gate.open(request.organizationId().orElseThrow(), ground(request));
        requests.effective(request.organizationId().orElseThrow(), request.id()).stream()
                .filter(other -> ground(other) == ground(request))
                .forEach(this::close);
    }

    private static Set<Purpose> purposes(Request request) {
        return request.kind() == RequestKind.RESTRICTION
                ? PurposeGate.RESTRICTED
                : Set.of(Purpose.valueOf(request.details().get("purpose").toUpperCase(Locale.ROOT)));
    }

    private static Ground ground(Request request) {
        return request.kind() == RequestKind.RESTRICTION ? Ground.RESTRICTION : Ground.OBJECTION;
    }
}
