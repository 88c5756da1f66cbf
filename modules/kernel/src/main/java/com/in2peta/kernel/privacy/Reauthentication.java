package com.in2peta.kernel.privacy;

import java.util.UUID;

/** Asks a person who is signed in for the password once more, before something that cannot be taken back. */
public interface Reauthentication {

    /**
     * Returns when the password is right. Otherwise {@code invalid-credentials}, and after several of them {@code rate-limited}, also for the right
     * one. Call it outside of a transaction: a failure has to be counted.
     */
    void confirm(UUID personId, String password);
}
