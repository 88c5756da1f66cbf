package com.in2peta.identity.api;

/** Signing in with a password. */
public interface Login {

    /** A signed access token and its life in seconds. */
    record AccessToken(String token, long expiresInSeconds) {}

    /** Answers {@code invalid-credentials} alike, and in the same time, for an unknown address and for a wrong password. */
    AccessToken login(String email, String password);
}
