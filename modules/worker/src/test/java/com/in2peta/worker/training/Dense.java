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
        for (int row = 0; row < rows; row++) {
            int base = row * outputs;
            System.arraycopy(bias.value, 0, out, base, outputs);
            addRows(out, base, weights.value, outputs, input, row * inputs, 1, inputs);
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

    /**
     * Adds to a row of {@code to} the rows of {@code from}, each times its own factor; the factors lie {@code step}
     * apart. Takes four rows in one pass, which spares most of the memory traffic, and leaves out factors of zero.
     */
    private static void addRows(
            float[] to, int toAt, float[] from, int width, float[] factors, int first, int step, int rows) {
        int[] at = new int[4];
        float[] times = new float[4];
        int gathered = 0;
        for (int row = 0; row < rows; row++) {
            float factor = factors[first + row * step];
            if (factor != 0) {
                at[gathered] = row * width;
                times[gathered++] = factor;
                if (gathered == 4) {
                    addFour(to, toAt, from, width, at, times);
                    gathered = 0;
                }
            }
        }
        for (int i = 0; i < gathered; i++) {
            addScaled(to, toAt, from, at[i], width, times[i]);
        }
    }

    private static void addFour(float[] to, int toAt, float[] from, int width, int[] at, float[] times) {
        int a = at[0];
        int b = at[1];
        int c = at[2];
        int d = at[3];
        float ta = times[0];
        float tb = times[1];
        float tc = times[2];
        float td = times[3];
        for (int i = 0; i < width; i++) {
            to[toAt + i] += from[a + i] * ta + from[b + i] * tb + from[c + i] * tc + from[d + i] * td;
        }
    }

    @Override
    public float[] backward(float[] gradient, int rows) {
        for (int i = 0; i < rows * outputs; i++) {
            if (relu && out[i] == 0) {
                gradient[i] = 0;
            }
            bias.gradient[i % outputs] += gradient[i];
        }
        for (int i = 0; i < inputs; i++) {
            addRows(weights.gradient, i * outputs, gradient, outputs, in, i, inputs, rows);
        }
        if (!first) {
            for (int i = 0; i < inputs; i++) {
                for (int o = 0; o < outputs; o++) {
                    transposed[o * inputs + i] = weights.value[i * outputs + o];
                }
            }
            Arrays.fill(back, 0, rows * inputs, 0);
            for (int row = 0; row < rows; row++) {
                addRows(back, row * inputs, transposed, inputs, gradient, row * outputs, 1, outputs);
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
