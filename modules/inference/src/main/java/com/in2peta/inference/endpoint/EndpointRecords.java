package com.in2peta.inference.endpoint;

import com.in2peta.inference.domain.StoredEndpoint;
import com.in2peta.inference.persistence.EndpointTable;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.outbox.Outbox;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** The rows of endpoints, each use in a transaction of its own; what is to happen at a provider is ordered in the same one. */
@Stateless
public class EndpointRecords {

    @Inject
    EndpointTable endpoints;

    @Inject
    Outbox outbox;

    @Inject
    Tenancy tenancy;

    public void add(StoredEndpoint endpoint) {
        tenancy.enter(endpoint.organizationId(), Purpose.INFERENCE);
        endpoints.lock(endpoint.organizationId());
        if (endpoints.count(endpoint.organizationId()) >= Limits.ENDPOINTS) {
            throw new DomainException(
                    ProblemType.CONFLICT, "There are " + Limits.ENDPOINTS + " endpoints. Remove one first.");
        }
        boolean hosted = endpoint.hosting().isPresent();
        if (hosted && endpoints.countHosted(endpoint.organizationId()) >= Limits.HOSTED_ENDPOINTS) {
            throw new DomainException(
                    ProblemType.CONFLICT,
                    "There are " + Limits.HOSTED_ENDPOINTS + " hosted endpoints. Remove one first.");
        }
        if (!endpoints.add(endpoint)) {
            throw new DomainException(ProblemType.CONFLICT, "There is an endpoint of this name at this provider.");
        }
        if (hosted) {
            order(endpoint);
        }
    }

    public List<StoredEndpoint> list(UUID organizationId, Slice slice) {
        tenancy.enter(organizationId, Purpose.INFERENCE);
        return endpoints.list(organizationId, slice);
    }

    public StoredEndpoint get(UUID organizationId, UUID id) {
        tenancy.enter(organizationId, Purpose.INFERENCE);
        return endpoints.find(organizationId, id).orElseThrow(() -> DomainException.notFound("endpoint"));
    }

    /** Writes down what is wanted now. */
    public void change(StoredEndpoint changed) {
        tenancy.enter(changed.organizationId(), Purpose.INFERENCE);
        if (!endpoints.want(changed)) {
            throw new DomainException(ProblemType.CONFLICT, "The endpoint was changed meanwhile. Look at it again.");
        }
        order(changed);
    }

    public void remove(UUID organizationId, UUID id) {
        tenancy.enter(organizationId, Purpose.INFERENCE);
        if (!endpoints.remove(organizationId, id)) {
            throw DomainException.notFound("endpoint");
        }
    }

    private void order(StoredEndpoint endpoint) {
        outbox.add(endpoint.organizationId(), HostingHandler.TOPIC, HostingHandler.payload(endpoint));
    }
}
