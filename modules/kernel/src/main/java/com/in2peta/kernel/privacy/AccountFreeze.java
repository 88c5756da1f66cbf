package com.in2peta.kernel.privacy;

import java.util.UUID;

/**
 * Stops an account without touching its rows: the login answers as for a wrong password, keys and tokens are refused, on every node within a
 * second of the commit. Joins the caller's transaction on {@code jdbc/in2peta-batch}.
 */
public interface AccountFreeze {

    /** Freezing again keeps the first time. */
    void freeze(UUID personId);

    /** Of no effect on who is not frozen. */
    void thaw(UUID personId);
}
