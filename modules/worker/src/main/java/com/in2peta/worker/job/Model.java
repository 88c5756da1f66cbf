package com.in2peta.worker.job;

import com.fasterxml.jackson.databind.JsonNode;

/** What an endpoint runs. One instance serves all slots at the same time, so it keeps no state between runs. */
public interface Model {

    /**
     * Runs one job and returns its output; a streaming model passes its output to {@link JobContext#emit} instead and
     * returns null.
     *
     * @throws ModelFailure when the input cannot be used; its message is shown to the caller
     * @throws JobStopped when the job was cancelled or ran out of time, noticed in {@link JobContext#check}
     */
    JsonNode run(JsonNode input, JobContext context) throws ModelFailure;
}
