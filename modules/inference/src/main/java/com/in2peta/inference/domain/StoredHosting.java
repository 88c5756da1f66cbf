package com.in2peta.inference.domain;

import com.in2peta.inference.domain.Hosting.State;
import java.time.Instant;
import java.util.Optional;

/**
 * Of an endpoint that the platform makes: what is wanted, and what was last heard of it.
 *
 * @param wanted sealed
 * @param revision grows with each change of what is wanted
 * @param applied the revision that the provider has
 */
public record StoredHosting(
        byte[] wanted,
        boolean paused,
        boolean deleting,
        int revision,
        int applied,
        Optional<String> providerId,
        State state,
        Optional<String> failure,
        Optional<Instant> checkedAt) {

    /** Of an endpoint that nobody has heard of yet. */
    public static StoredHosting wanted(byte[] sealed) {
        return new StoredHosting(
                sealed, false, false, 1, 0, Optional.empty(), State.PENDING, Optional.empty(), Optional.empty());
    }

    /** With something else wanted, which nobody has told the provider yet. */
    public StoredHosting wanting(byte[] sealed, boolean pause) {
        return changed(sealed, pause, false, State.PENDING);
    }

    /** No longer wanted. */
    public StoredHosting unwanted() {
        return changed(wanted, paused, true, State.DELETING);
    }

    private StoredHosting changed(byte[] sealed, boolean pause, boolean delete, State next) {
        return new StoredHosting(
                sealed, pause, delete, revision, applied, providerId, next, Optional.empty(), checkedAt);
    }

    /** Whether an order is still to be carried out. */
    public boolean isOrdered() {
        return deleting || applied < revision;
    }
}
