package com.in2peta.worker;

import com.in2peta.worker.job.JobLimits;
import java.util.List;

/**
 * What the command line says.
 *
 * @param host address to listen on
 * @param port 0 for any free one, which is then printed
 * @param slots jobs running at the same time
 * @param exitOnEof whether the process ends when its standard input does
 */
record WorkerOptions(String host, int port, int slots, boolean exitOnEof) {

    static final String USAGE =
            "usage: java -jar in2peta-worker.jar --port N [--host ADDRESS] [--slots N] [--exit-on-eof]";

    private static final int DEFAULT_SLOTS = 2;
    private static final int MAX_PORT = 65_535;

    static WorkerOptions parse(List<String> arguments) {
        String host = "127.0.0.1";
        int port = -1;
        int slots = DEFAULT_SLOTS;
        boolean exitOnEof = false;
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--host" -> host = value(arguments, ++i);
                case "--port" -> port = number(arguments, ++i, 0, MAX_PORT);
                case "--slots" -> slots = number(arguments, ++i, 1, JobLimits.MAX_SLOTS);
                case "--exit-on-eof" -> exitOnEof = true;
                default -> throw new IllegalArgumentException("unknown argument " + arguments.get(i) + "; " + USAGE);
            }
        }
        if (port < 0) {
            throw new IllegalArgumentException("--port is missing; " + USAGE);
        }
        return new WorkerOptions(host, port, slots, exitOnEof);
    }

    private static String value(List<String> arguments, int index) {
        if (index >= arguments.size()) {
            throw new IllegalArgumentException(arguments.get(index - 1) + " needs a value; " + USAGE);
        }
        return arguments.get(index);
    }

    private static int number(List<String> arguments, int index, int least, int greatest) {
        String text = value(arguments, index);
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= greatest) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                arguments.get(index - 1) + " needs a number from " + least + " to " + greatest + "; " + USAGE);
    }
}
