package com.in2peta.worker.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;

/** Loads the ONNX files; on the first graphics card when there is one that works, else on the processor. */
public final class Inference {

    private static final System.Logger LOG = System.getLogger(Inference.class.getName());

    private Inference() {}

    /** Opens the model of an endpoint; sessions may be used by several threads and live as long as the process. */
    public static OrtSession open(String endpoint) {
        try (InputStream in = Inference.class.getResourceAsStream("/models/" + endpoint + "/model.onnx")) {
            if (in == null) {
                throw new IllegalStateException("the model of " + endpoint + " is missing");
            }
            return open(in.readAllBytes());
        } catch (IOException | OrtException e) {
            throw new IllegalStateException("the model of " + endpoint + " cannot be loaded", e);
        }
    }

    private static OrtSession open(byte[] onnx) throws OrtException {
        if (Environment.CUDA) {
            try (OrtSession.SessionOptions options = options()) {
                options.addCUDA(0);
                return Environment.ENVIRONMENT.createSession(onnx, options);
            } catch (OrtException e) {
                LOG.log(System.Logger.Level.WARNING, "a model does not run with CUDA, using the processor");
            }
        }
        try (OrtSession.SessionOptions options = options()) {
            return Environment.ENVIRONMENT.createSession(onnx, options);
        }
    }

    /** One thread and no memory arena: the models are small, the slots give the parallelism. */
    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setCPUArenaAllocator(false);
        options.setMemoryPatternOptimization(false);
        return options;
    }

    public static OrtEnvironment environment() {
        return Environment.ENVIRONMENT;
    }

    /** What the models run on, for the log. */
    public static String device() {
        return Environment.CUDA ? "CUDA" : "CPU";
    }

    /** Loads the native library at first use, which takes most of the start-up time. */
    private static final class Environment {

        private static final OrtEnvironment ENVIRONMENT =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "in2peta-worker");
        private static final boolean CUDA = cuda();

        private static boolean cuda() {
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.addCUDA(0);
                return true;
            } catch (OrtException | LinkageError e) {
                return false;
            }
        }
    }
}
