package com.in2peta.launcher;

/** A command line that cannot be understood; its message is one line for the person who typed it. */
public final class UsageError extends RuntimeException {

    public UsageError(String message) {
        super(message);
    }
}
