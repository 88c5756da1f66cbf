package com.in2peta.compliance.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The last step: certificate, tombstone, and the request forgets whom it was about. */
@ApplicationScoped
class CloseStep implements ErasureStep {

    @Inject
    Closing closing;

    @Override
    public String name() {
        return "close";
    }

    @Override
    public Optional<Wait> run(ErasureRun run) {
        closing.close(run);
        return Optional.empty();
    }
}
