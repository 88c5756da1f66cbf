package com.in2peta.models.api;

import com.in2peta.identity.api.Caller;
import java.util.Optional;

/** Finds the version that a prediction asks for. */
public interface RunnableVersions {

    /** By id, {@code owner/name:id} or {@code owner/name} (its latest); empty when there is none that the caller may see. */
    Optional<RunnableVersion> find(Caller caller, String reference);
}
