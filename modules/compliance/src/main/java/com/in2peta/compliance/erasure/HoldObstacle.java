package com.in2peta.compliance.erasure;

import com.in2peta.compliance.api.LegalHolds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** A legal hold on anything of the organization: nothing of it goes before it is released. */
@ApplicationScoped
class HoldObstacle implements Obstacle {

    @Inject
    LegalHolds holds;

    @Override
    public Optional<String> against(UUID personId, UUID organizationId) {
        return holds.covers(organizationId) ? Optional.of("legal-hold") : Optional.empty();
    }
}
