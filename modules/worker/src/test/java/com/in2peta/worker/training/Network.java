package com.in2peta.worker.training;

import java.util.List;
import java.util.SplittableRandom;

/** A chain of layers that ends in class probabilities; trained by the Adam method on one thread, so repeatably. */
final class Network {

    /** Where training rows come from. */
    interface Source {

        int size();

        /** Writes row {@code index} to {@code target} and returns its class. */
        int row(int index, float[] target, int offset);
    }

    /** How to train: passes over the data, rows per step, first learning rate (it falls to zero), weight decay. */
    record Plan(int epochs, int batch, float rate, float decay, long seed) {}

    private final int inputs;
    private final List<Layer> layers;
    private final int classes;

    Network(int inputs, List<Layer> layers) {
        this.inputs = inputs;
        this.layers = layers;
        this.classes = layers.get(layers.size() - 1).outputs();
    }

    List<Layer> layers() {
        return layers;
    }

    void train(Source source, Plan plan) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        int[] order = new int[source.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        float[] rows = new float[plan.batch() * inputs];
        int[] wanted = new int[plan.batch()];
        int steps = plan.epochs() * (order.length / plan.batch());
        int step = 0;
        for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
            shuffle(order, random);
            double loss = 0;
            int seen = 0;
            for (int from = 0; from + plan.batch() <= order.length; from += plan.batch()) {
                for (int i = 0; i < plan.batch(); i++) {
                    wanted[i] = source.row(order[from + i], rows, i * inputs);
                }
                loss += step(rows, wanted, plan, plan.rate() * (1 - (float) step / steps));
                seen += plan.batch();
                step++;
                if (step % 500 == 0) {
                    System.out.printf("step %d of %d: loss %.4f%n", step, steps, loss / seen);
                }
            }
            System.out.printf("epoch %d: loss %.4f%n", epoch, loss / seen);
        }
    }

    private double step(float[] rows, int[] wanted, Plan plan, float rate) {
        float[] out = rows;
        for (Layer layer : layers) {
            out = layer.forward(out, wanted.length);
        }
        float[] gradient = new float[wanted.length * classes];
        double loss = 0;
        for (int row = 0; row < wanted.length; row++) {
            float[] probabilities = softmax(out, row * classes, classes);
            loss -= StrictMath.log(Math.max(probabilities[wanted[row]], 1e-9));
            for (int c = 0; c < classes; c++) {
                gradient[row * classes + c] = (probabilities[c] - (c == wanted[row] ? 1 : 0)) / wanted.length;
            }
        }
        for (int i = layers.size() - 1; i >= 0; i--) {
            gradient = layers.get(i).backward(gradient, wanted.length);
        }
        for (Layer layer : layers) {
            for (Weights weights : layer.weights()) {
                weights.step(rate, plan.decay());
            }
        }
        return loss;
    }

    static float[] softmax(float[] values, int at, int count) {
        float max = values[at];
        for (int i = 1; i < count; i++) {
            max = Math.max(max, values[at + i]);
        }
        float[] result = new float[count];
        float sum = 0;
        for (int i = 0; i < count; i++) {
            result[i] = (float) StrictMath.exp(values[at + i] - max);
            sum += result[i];
        }
        for (int i = 0; i < count; i++) {
            result[i] /= sum;
        }
        return result;
    }

    static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
