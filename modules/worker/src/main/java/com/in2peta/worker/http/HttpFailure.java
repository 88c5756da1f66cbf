package com.in2peta.worker.http;

/** A request that is answered with an error status and a text. */
final class HttpFailure extends Exception {

    private final int status;

    HttpFailure(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
