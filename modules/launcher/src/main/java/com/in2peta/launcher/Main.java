package com.in2peta.launcher;

import java.nio.file.Path;
import java.util.List;

/** The entry of the launcher's process. */
public final class Main {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String BASE_PROPERTY = "in2peta.base";

    private Main() {}

    /** Runs one command; every failure is one line and an exit code that is not 0. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    static int run(List<String> arguments) {
        try {
            Options options = Options.parse(arguments, Path.of(System.getProperty(BASE_PROPERTY, "")));
            switch (options.command()) {
                case UP -> new Up(options, System.out).run();
                case DOWN -> new Down(options.data(), System.out).run();
                default -> throw new UsageError("not available: " + options.command());
            }
            return 0;
        } catch (UsageError e) {
            System.err.println("in2peta: " + e.getMessage());
            return MISUSED;
        } catch (StartFailure e) {
            System.err.println("in2peta: " + e.getMessage());
            return FAILED;
        }
    }
}
