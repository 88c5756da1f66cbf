package com.in2peta.worker.model.text;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.in2peta.worker.model.Inference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.Set;

/** Scores which character comes after the last {@link #CONTEXT} ones. */
public final class CharacterModel {

    /** Characters the model looks back. */
    public static final int CONTEXT = 32;

    private static final String INPUT = "characters";
    private static final String OUTPUT = "scores";

    private final OrtSession session = Inference.open(TextGenerator.ENDPOINT);

    /** Opens a place to write one text; each belongs to one thread. */
    public Step step() {
        return new Step();
    }

    /** Memory shared with the native side, so that a step copies nothing. */
    public final class Step implements AutoCloseable {

        private final LongBuffer context = direct(CONTEXT * Long.BYTES).asLongBuffer();
        private final FloatBuffer scores = direct(Alphabet.size() * Float.BYTES).asFloatBuffer();
        private final OnnxTensor input;
        private final OnnxTensor output;

        private Step() {
            try {
                input = OnnxTensor.createTensor(Inference.environment(), context, new long[] {1, CONTEXT});
                output = OnnxTensor.createTensor(Inference.environment(), scores, new long[] {1, Alphabet.size()});
            } catch (OrtException e) {
                throw new IllegalStateException("no memory for the text model", e);
            }
        }

        private static ByteBuffer direct(int bytes) {
            return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }

        /** Moves the context on by one character. */
        public void append(int character) {
            for (int i = 1; i < CONTEXT; i++) {
                context.put(i - 1, context.get(i));
            }
            context.put(CONTEXT - 1, character);
        }

        /** Writes the scores (logarithms of probabilities but for a constant) of the next character. */
        public void scores(float[] target) {
            try {
                // Closes what the run allocated; the memory given to it stays.
                session.run(Map.of(INPUT, input), Set.of(), Map.of(OUTPUT, output))
                        .close();
                scores.get(0, target, 0, target.length);
            } catch (OrtException e) {
                throw new IllegalStateException("the model could not be run", e);
            }
        }

        @Override
        public void close() {
            input.close();
            output.close();
        }
    }
}
