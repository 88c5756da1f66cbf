package com.in2peta.kernel.problem;

import java.util.UUID;

/** A request of this kind is under way; the caller is told which. */
public final class RequestActive extends DomainException {

    private final UUID request;

    public RequestActive(UUID request) {
        super(ProblemType.REQUEST_ACTIVE, "A request of this kind is under way. Look at it instead of making another.");
        this.request = request;
    }

    /** The id of the request that is under way. */
    public UUID request() {
        return request;
    }
}
