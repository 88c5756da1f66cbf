package com.in2peta.worker.job;

/** The model cannot answer this input. The message is written for the caller and repeats none of the content. */
public class ModelFailure extends Exception {

    public ModelFailure(String message) {
        super(message, null, false, false);
    }
}
