package com.in2peta.worker.training;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A fully connected layer, without or with max(0, x) behind it. */
final class Dense implements Layer {

    private final int inputs;
    private final int outputs;
    private final boolean relu;
    private final boolean first;
    private final Weights weights;
    private final Weights bias;
    private final float[] transposed;
    private float[] in;
    private float[] out = new float[0];
    private float[] back = new float[0];

    /** A {@code first} layer does not compute the gradient of its input, which nobody needs. */
    Dense(int inputs, int outputs, boolean relu, boolean first, SplittableRandom random) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.relu = relu;
        this.first = first;
        weights = Weights.random(inputs * outputs, Math.sqrt(6.0 / (inputs + outputs)), random);
        bias = new Weights(outputs);
        transposed = first ? new float[0] : new float[inputs * outputs];
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public float[] forward(float[] input, int rows) {
        in = input;
        if (out.length < rows * outputs) {
            out = new float[rows * outputs];
            back = first ? back : new float[rows * inputs];
        }
        float[] value = weights.value;
        for (int row = 0; row < rows; row++) {
            int base = row * outputs;
            System.arraycopy(bias.value, 0, out, base, outputs);
            for (int i = 0; i < inputs; i++) {
                float x = input[row * inputs + i];
                if (x != 0) {
                    addScaled(out, base, value, i * outputs, outputs, x);
                }
            }
            if (relu) {
                for (int o = base; o < base + outputs; o++) {
                    out[o] = Math.max(0, out[o]);
                }
            }
        }
        return out;
    }

    /** to[..] += from[..] * factor; kept small so that the compiler turns it into vector instructions. */
    static void addScaled(float[] to, int toAt, float[] from, int fromAt, int count, float factor) {
        for (int i = 0; i < count; i++) {
            to[toAt + i] += from[fromAt + i] * factor;
        }
    }

    @Override
    public float[] backward(float[] gradient, int rows) {
        if (!first) {
            for (int i = 0; i < inputs; i++) {
                for (int o = 0; o < outputs; o++) {
                    transposed[o * inputs + i] = weights.value[i * outputs + o];
                }
            }
            Arrays.fill(back, 0, rows * inputs, 0);
        }
        for (int row = 0; row < rows; row++) {
            int base = row * outputs;
            for (int o = 0; o < outputs; o++) {
                if (relu && out[base + o] == 0) {
                    gradient[base + o] = 0;
                }
                float slope = gradient[base + o];
                bias.gradient[o] += slope;
                if (!first && slope != 0) {
                    addScaled(back, row * inputs, transposed, o * inputs, inputs, slope);
                }
            }
            for (int i = 0; i < inputs; i++) {
                float x = in[row * inputs + i];
                if (x != 0) {
                    addScaled(weights.gradient, i * outputs, gradient, base, outputs, x);
                }
            }
        }
        return back;
    }

    @Override
    public List<Weights> weights() {
        return List.of(weights, bias);
    }

    @Override
    public String write(OnnxWriter onnx, String input) {
        return relu ? onnx.node("Relu", null, Map.of(), writeAs(onnx, input, null)) : writeAs(onnx, input, null);
    }

    /** Writes the weighted sums alone; {@code output} names them, or null for any name. */
    String writeAs(OnnxWriter onnx, String input, String output) {
        return onnx.node(
                "Gemm",
                output,
                Map.of(),
                input,
                onnx.weights(weights.value, inputs, outputs),
                onnx.weights(bias.value, outputs));
    }
}
