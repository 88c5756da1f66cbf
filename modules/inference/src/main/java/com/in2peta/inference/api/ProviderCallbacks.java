package com.in2peta.inference.api;

import java.util.UUID;

/** Takes notice of what a provider calls back. */
public interface ProviderCallbacks {

    /**
     * A provider says that something happened to a job. Nothing of the message is believed: if the token is the job's own, its state is
     * asked for again. An unknown prediction or token is passed over, and the answer does not tell.
     */
    void arrived(UUID predictionId, UUID token);
}
