package com.in2peta.inference.endpoint;

import com.in2peta.inference.domain.StoredEndpoint;
import com.in2peta.inference.persistence.HostedEndpointTable;
import com.in2peta.kernel.outbox.Outbox;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;

/** Orders that the machinery gives, each in a transaction of its own: what its caller does is about something else. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class HostingOrders {

    @Inject
    HostedEndpointTable endpoints;

    @Inject
    Outbox outbox;

    /** The provider is to have no such endpoint any more. */
    public void unwant(StoredEndpoint endpoint) {
        endpoints.unwant(endpoint.id());
        again(endpoint);
    }

    /** The same, unless such an order was given lately and is still to be carried out. */
    public void againUnlessWaiting(StoredEndpoint endpoint, Instant since) {
        if (outbox.waiting(endpoint.organizationId(), HostingHandler.TOPIC, since) == 0) {
            again(endpoint);
        }
    }

    /** The provider is to have what is wanted, which it was told before. */
    public void again(StoredEndpoint endpoint) {
        outbox.addFromBatch(endpoint.organizationId(), HostingHandler.TOPIC, HostingHandler.payload(endpoint));
    }
}
