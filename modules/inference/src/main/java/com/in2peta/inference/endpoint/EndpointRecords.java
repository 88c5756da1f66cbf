package com.in2peta.inference.endpoint;

import com.in2peta.inference.domain.StoredEndpoint;
import com.in2peta.inference.persistence.EndpointTable;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** The rows of endpoints, each use in a transaction of its own. */
@Stateless
public class EndpointRecords {

    @Inject
    EndpointTable endpoints;

    @Inject
    Tenancy tenancy;

    public void add(StoredEndpoint endpoint) {
        tenancy.enter(endpoint.organizationId(), Purpose.INFERENCE);
        if (endpoints.count(endpoint.organizationId()) >= Limits.ENDPOINTS) {
            throw new DomainException(
                    ProblemType.CONFLICT, "There are " + Limits.ENDPOINTS + " endpoints. Remove one first.");
        }
        if (!endpoints.add(endpoint)) {
            throw new DomainException(ProblemType.CONFLICT, "There is an endpoint of this name at this provider.");
        }
    }

    public List<StoredEndpoint> list(UUID organizationId, Slice slice) {
        tenancy.enter(organizationId, Purpose.INFERENCE);
        return endpoints.list(organizationId, slice);
    }

    public void remove(UUID organizationId, UUID id) {
        tenancy.enter(organizationId, Purpose.INFERENCE);
        if (!endpoints.remove(organizationId, id)) {
            throw DomainException.notFound("endpoint");
        }
    }
}
