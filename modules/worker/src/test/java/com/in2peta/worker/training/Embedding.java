package com.in2peta.worker.training;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Replaces each of the characters of a row, given by index, with a learned vector. */
final class Embedding implements Layer {

    private final int characters;
    private final int kinds;
    private final int width;
    private final Weights weights;
    private float[] in;
    private float[] out = new float[0];

    Embedding(int characters, int kinds, int width, SplittableRandom random) {
        this.characters = characters;
        this.kinds = kinds;
        this.width = width;
        weights = Weights.random(kinds * width, 0.5, random);
    }

    @Override
    public int outputs() {
        return characters * width;
    }

    @Override
    public float[] forward(float[] input, int rows) {
        in = input;
        if (out.length < rows * outputs()) {
            out = new float[rows * outputs()];
        }
        for (int i = 0; i < rows * characters; i++) {
            System.arraycopy(weights.value, (int) input[i] * width, out, i * width, width);
        }
        return out;
    }

    @Override
    public float[] backward(float[] gradient, int rows) {
        for (int i = 0; i < rows * characters; i++) {
            Dense.addScaled(weights.gradient, (int) in[i] * width, gradient, i * width, width, 1);
        }
        return gradient;
    }

    @Override
    public List<Weights> weights() {
        return List.of(weights);
    }

    @Override
    public String write(OnnxWriter onnx, String input) {
        String table = onnx.weights(weights.value, kinds, width);
        String vectors = onnx.node("Gather", null, Map.of("axis", 0), table, input);
        return onnx.node("Reshape", null, Map.of(), vectors, onnx.integers(-1, outputs()));
    }
}
