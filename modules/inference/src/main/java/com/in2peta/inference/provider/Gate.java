package com.in2peta.inference.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.ProviderFailure.Kind;
import com.in2peta.kernel.egress.Fields;
import com.in2peta.kernel.egress.RecipientRefused;
import com.in2peta.kernel.egress.RecipientRefused.Reason;
import com.in2peta.kernel.egress.Recipients;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** Asks before data leave for a provider. */
@FunctionalInterface
interface Gate {

    /** A machine of one's own is no recipient. */
    Gate OPEN = (target, body, organizationId) -> {};

    /** Throws a {@link ProviderFailure} for what may not leave. */
    void require(URI target, JsonNode body, UUID organizationId);

    static Gate of(Recipients recipients, String processor) {
        return (target, body, organizationId) -> {
            try {
                recipients.require(processor, target, Fields.of(body), Optional.of(organizationId));
            } catch (RecipientRefused refused) {
                boolean temporary = refused.reason() == Reason.NO_AGREEMENT || refused.reason() == Reason.NO_SAFEGUARD;
                throw new ProviderFailure(
                        "The provider may not get this data: " + refused.reason() + ".",
                        temporary ? Kind.TEMPORARY : Kind.TARGET);
            }
        };
    }
}
