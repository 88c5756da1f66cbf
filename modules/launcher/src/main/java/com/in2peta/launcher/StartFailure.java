package com.in2peta.launcher;

/** A part cannot run; its message is the one line that is shown, so it names what to look at or to change. */
public final class StartFailure extends RuntimeException {

    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
