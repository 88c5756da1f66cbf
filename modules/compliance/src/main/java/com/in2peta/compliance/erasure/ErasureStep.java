package com.in2peta.compliance.erasure;

import java.util.Optional;

/** One step of an erasure. It can be repeated from its beginning at any time: after a crash that is what happens. */
interface ErasureStep {

    /** As the job's file names it. */
    String name();

    /** Empty when the step is done; else what it waits for: the whole job is begun again later. */
    Optional<Wait> run(ErasureRun run);
}
