package com.in2peta.kernel.erasure;

import java.util.UUID;

/** Work under way for an organization, which would write new rows while the old ones go. */
public interface WorkInFlight {

    /** Tells it to end and answers how much is still under way. Can be asked again; does not join the caller's transaction. */
    long stop(UUID organizationId);
}
