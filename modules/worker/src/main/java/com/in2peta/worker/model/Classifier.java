package com.in2peta.worker.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** An ONNX model with one input "features" (rows of numbers) and one output "probabilities" (a row for each). */
public final class Classifier {

    private final OrtSession session;
    private final long[] rowShape;

    /** {@code rowShape} is the shape of one row, without the number of rows. */
    public Classifier(OrtSession session, long... rowShape) {
        this.session = session;
        this.rowShape = rowShape.clone();
    }

    public float[][] probabilities(float[] features, int rows) {
        long[] shape = new long[rowShape.length + 1];
        shape[0] = rows;
        System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
        try (OnnxTensor input = OnnxTensor.createTensor(Inference.environment(), FloatBuffer.wrap(features), shape);
                OrtSession.Result result = session.run(Map.of("features", input))) {
            return (float[][]) result.get(0).getValue();
        } catch (OrtException e) {
            throw new IllegalStateException("the model could not be run", e);
        }
    }

    /** Index of the greatest of some numbers. */
    public static int best(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
