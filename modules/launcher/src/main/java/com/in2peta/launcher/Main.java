package com.in2peta.launcher;

import com.in2peta.launcher.batch.BatchCommand;
import com.in2peta.launcher.batch.BatchOptions;
import com.in2peta.launcher.ledger.LedgerVerify;
import com.in2peta.launcher.server.ServerRun;
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
            Installation installation = Installation.ofThisProcess();
            Path base = Path.of(System.getProperty(BASE_PROPERTY, ""));
            if (!arguments.isEmpty() && arguments.get(0).equals("batch")) {
                List<String> rest = arguments.subList(1, arguments.size());
                return new BatchCommand(BatchOptions.parse(rest, base, installation.root()), System.out).run();
            }
            Options options = Options.parse(arguments, base, installation.root());
            switch (options.command()) {
                case UP -> {
                    return new Up(options, installation, Edition.MICRO, System.out).run();
                }
                case DOWN -> new Down(options.data(), System.out).run();
                case LEDGER -> {
                    return new LedgerVerify(options.data(), System.out).run() ? 0 : FAILED;
                }
                case SERVER -> {
                    return new ServerRun(options, installation, System.out).run();
                }
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
