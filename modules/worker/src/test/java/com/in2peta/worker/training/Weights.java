package com.in2peta.worker.training;

import java.util.SplittableRandom;

/** Numbers that are learned, with their gradient and the two running averages of the Adam method. */
final class Weights {

    private static final float MEAN_DECAY = 0.9f;
    private static final float SQUARE_DECAY = 0.999f;
    private static final float EPSILON = 1e-7f;

    final float[] value;
    final float[] gradient;
    private final float[] mean;
    private final float[] square;
    private int steps;

    Weights(int count) {
        value = new float[count];
        gradient = new float[count];
        mean = new float[count];
        square = new float[count];
    }

    static Weights random(int count, double spread, SplittableRandom random) {
        Weights weights = new Weights(count);
        for (int i = 0; i < count; i++) {
            weights.value[i] = (float) ((random.nextDouble() * 2 - 1) * spread);
        }
        return weights;
    }

    /** Takes one step against the gradient, which starts again at zero. */
    void step(float rate, float decay) {
        steps++;
        float meanScale = 1 / (1 - (float) StrictMath.pow(MEAN_DECAY, steps));
        float squareScale = 1 / (1 - (float) StrictMath.pow(SQUARE_DECAY, steps));
        for (int i = 0; i < value.length; i++) {
            float slope = gradient[i];
            mean[i] = MEAN_DECAY * mean[i] + (1 - MEAN_DECAY) * slope;
            square[i] = SQUARE_DECAY * square[i] + (1 - SQUARE_DECAY) * slope * slope;
            float direction = mean[i] * meanScale / ((float) Math.sqrt(square[i] * squareScale) + EPSILON);
            value[i] -= rate * (direction + decay * value[i]);
            gradient[i] = 0;
        }
    }
}
