package com.in2peta.inference.api;

/** Predictions as JSON: what a webhook carries is what the API answers. The module that speaks HTTP has it. */
public interface PredictionDocuments {

    byte[] json(PredictionView prediction);
}
