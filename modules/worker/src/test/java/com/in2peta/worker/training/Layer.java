package com.in2peta.worker.training;

import java.util.List;

/** One layer of a network; rows of a batch lie one after the other in plain arrays. */
interface Layer {

    int outputs();

    /** Computes the outputs of {@code rows} rows; the result is reused by the next call. */
    float[] forward(float[] in, int rows);

    /** Adds up the gradients of the own weights for the last forward call; returns the gradient of its input. */
    float[] backward(float[] gradient, int rows);

    List<Weights> weights();

    /** Writes the layer to an ONNX file; takes the name of its input and returns that of its output. */
    String write(OnnxWriter onnx, String input);
}
