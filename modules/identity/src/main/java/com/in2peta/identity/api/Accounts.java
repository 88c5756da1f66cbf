package com.in2peta.identity.api;

import java.util.Optional;

/** Accounts of persons. */
public interface Accounts {

    /**
     * Name (1 to 200 characters), email (at most 254), password (8 to 128), the wanted username or none, and the affirmation of being 18
     * or older.
     */
    record SignUp(String name, String email, String password, Optional<String> username, boolean adult) {}

    /**
     * Makes a person with a personal organization. An address that already has an account gets a mail instead, and the caller cannot
     * tell the difference. Refuses minors with {@code underage} and keeps nothing of them.
     */
    void signUp(SignUp signUp);

    /** The caller's own name, opened now and remembered for a second. */
    String name(Caller caller);
}
