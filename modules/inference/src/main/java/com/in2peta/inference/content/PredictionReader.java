package com.in2peta.inference.content;

import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.Predictions.Window;
import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.domain.StoredPrediction;
import com.in2peta.inference.persistence.PredictionTable;
import com.in2peta.inference.persistence.PredictionTable.Replay;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.problem.DomainException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads predictions, and with them sealed inputs and outputs: the only code path that does so for a caller. */
@Stateless
public class PredictionReader {

    @Inject
    PredictionTable predictions;

    @Inject
    InferenceConfig config;

    @Inject
    Tenancy tenancy;

    @Inject
    Clock clock;

    public StoredPrediction get(Caller caller, UUID id) {
        return find(caller.organizationId(), id);
    }

    /** For whoever has shown a link to it. */
    public StoredPrediction find(UUID organizationId, UUID id) {
        tenancy.enter(organizationId, Purpose.INFERENCE);
        return predictions
                .find(organizationId, id, clock.instant(), notBefore())
                .orElseThrow(() -> DomainException.notFound("prediction"));
    }

    public List<StoredPrediction> list(Caller caller, Window window) {
        tenancy.enter(caller.organizationId(), Purpose.INFERENCE);
        return predictions.list(caller.organizationId(), window, clock.instant(), notBefore());
    }

    /** The call under a key of the caller's own. */
    public Optional<Replay> replay(Caller caller, byte[] key) {
        tenancy.enter(caller.organizationId(), Purpose.INFERENCE);
        return predictions.replay(caller.organizationId(), key);
    }

    /** What was created before is hidden, whether the retention job has come to it or not. */
    private Instant notBefore() {
        return clock.instant().minus(config.usageLogRetention());
    }
}
