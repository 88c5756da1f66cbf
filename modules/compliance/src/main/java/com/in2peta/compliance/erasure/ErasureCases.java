package com.in2peta.compliance.erasure;

import com.in2peta.compliance.request.Request;
import com.in2peta.compliance.request.RequestProgress;
import com.in2peta.compliance.request.RequestState;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Where a request is, as far as its erasure moves it; each call is a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ErasureCases {

    /** A request that is not closed. */
    record Case(UUID id, UUID personId, UUID organizationId, boolean repeated) {}

    /** In the details of a request that a restored backup made necessary. */
    static final String REPEATED = "repeated";

    @Inject
    RequestProgress progress;

    /** Empty when it is closed: then everything has been done. Refused when it is no erasure, or was not released. */
    public Optional<Case> open(UUID id) {
        Request request = progress.released(id, ErasureJob.NAME);
        return request.state() == RequestState.CLOSED
                ? Optional.empty()
                : Optional.of(new Case(
                        id,
                        request.personId().orElseThrow(),
                        request.organizationId().orElseThrow(),
                        request.details().containsKey(REPEATED)));
    }

    public void goOn(UUID id) {
        progress.goOn(id);
    }

    public void block(UUID id, String code) {
        progress.block(id, code);
    }

    public void hold(UUID id, Wait wait) {
        if (wait.human()) {
            progress.fail(id, wait.code());
        } else {
            progress.waitForProcessor(id);
        }
    }
}
