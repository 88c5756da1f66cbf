package com.in2peta.worker.training;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A 3 x 3 convolution, max(0, x), and the greatest of each 2 x 2 square; images lie channel by channel. */
final class Convolution implements Layer {

    private static final int KERNEL = 3;

    private final int channels;
    private final int side;
    private final int filters;
    private final int middle;
    private final int pooled;
    private final boolean first;
    private final Weights weights;
    private final Weights bias;
    private float[] in;
    private float[] filtered = new float[0];
    private float[] out = new float[0];
    private float[] back = new float[0];
    private int[] chosen = new int[0];

    Convolution(int channels, int side, int filters, boolean first, SplittableRandom random) {
        this.channels = channels;
        this.side = side;
        this.filters = filters;
        this.first = first;
        middle = side - KERNEL + 1;
        pooled = middle / 2;
        int fan = channels * KERNEL * KERNEL;
        weights = Weights.random(filters * fan, Math.sqrt(6.0 / fan), random);
        bias = new Weights(filters);
    }

    int side() {
        return pooled;
    }

    @Override
    public int outputs() {
        return filters * pooled * pooled;
    }

    @Override
    public float[] forward(float[] input, int rows) {
        in = input;
        if (out.length < rows * outputs()) {
            out = new float[rows * outputs()];
            chosen = new int[out.length];
            filtered = new float[middle * middle];
            back = new float[rows * channels * side * side];
        }
        for (int row = 0; row < rows; row++) {
            for (int filter = 0; filter < filters; filter++) {
                Arrays.fill(filtered, bias.value[filter]);
                for (int tap = 0; tap < channels * KERNEL * KERNEL; tap++) {
                    float weight = weights.value[filter * channels * KERNEL * KERNEL + tap];
                    int from = tapOffset(row, tap);
                    for (int y = 0; y < middle; y++) {
                        Dense.addScaled(filtered, y * middle, input, from + y * side, middle, weight);
                    }
                }
                pool((row * filters + filter) * pooled * pooled);
            }
        }
        return out;
    }

    private int tapOffset(int row, int tap) {
        int channel = tap / (KERNEL * KERNEL);
        int dy = tap / KERNEL % KERNEL;
        return ((row * channels + channel) * side + dy) * side + tap % KERNEL;
    }

    private void pool(int at) {
        for (int y = 0; y < pooled; y++) {
            for (int x = 0; x < pooled; x++) {
                int best = 2 * y * middle + 2 * x;
                for (int other : new int[] {best + 1, best + middle, best + middle + 1}) {
                    best = filtered[other] > filtered[best] ? other : best;
                }
                out[at + y * pooled + x] = Math.max(0, filtered[best]);
                chosen[at + y * pooled + x] = best;
            }
        }
    }

    @Override
    public float[] backward(float[] gradient, int rows) {
        Arrays.fill(back, 0, rows * channels * side * side, 0);
        int taps = channels * KERNEL * KERNEL;
        for (int row = 0; row < rows; row++) {
            for (int filter = 0; filter < filters; filter++) {
                int at = (row * filters + filter) * pooled * pooled;
                for (int p = at; p < at + pooled * pooled; p++) {
                    float slope = out[p] > 0 ? gradient[p] : 0;
                    if (slope != 0) {
                        bias.gradient[filter] += slope;
                        int position = chosen[p] / middle * side + chosen[p] % middle;
                        for (int tap = 0; tap < taps; tap++) {
                            int from = tapOffset(row, tap) + position;
                            weights.gradient[filter * taps + tap] += slope * in[from];
                            if (!first) {
                                back[from] += slope * weights.value[filter * taps + tap];
                            }
                        }
                    }
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
        String convolved = onnx.node(
                "Conv",
                null,
                Map.of("kernel_shape", List.of(KERNEL, KERNEL)),
                input,
                onnx.weights(weights.value, filters, channels, KERNEL, KERNEL),
                onnx.weights(bias.value, filters));
        String positive = onnx.node("Relu", null, Map.of(), convolved);
        return onnx.node("MaxPool", null, Map.of("kernel_shape", List.of(2, 2), "strides", List.of(2, 2)), positive);
    }
}
