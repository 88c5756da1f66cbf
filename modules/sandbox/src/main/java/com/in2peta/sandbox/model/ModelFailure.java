package com.in2peta.sandbox.model;

/** The model says no; the message is for the caller. */
final class ModelFailure extends Exception {

    ModelFailure(String message) {
        super(message, null, false, false);
    }
}
