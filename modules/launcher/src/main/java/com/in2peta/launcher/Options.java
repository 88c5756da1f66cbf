package com.in2peta.launcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param port the public port; 0 lets the system choose one
 * @param keep leave Payara Server running after its story
 * @param nodes how many servers share the work
 */
public record Options(Command command, Path data, int port, boolean fresh, boolean keep, int nodes) {

    public static final int DEFAULT_PORT = 8080;
    private static final Path DEFAULT_DATA = Path.of(".in2peta");
    private static final Path DEFAULT_SERVER_DATA = Path.of("modules/launcher/target/server-data");
    private static final int LAST_PORT = 65_535;
    /** What the connections of the embedded databases suffice for. */
    static final int MAX_NODES = 3;

    /** What the launcher can do; the script's other commands never reach it. */
    public enum Command {
        UP,
        DOWN,
        SERVER,
        LEDGER
    }

    /**
     * Reads the arguments.
     *
     * @param base where the person stands: relative directories are meant from there
     * @param root the repository, which holds the data when no directory is given
     */
    public static Options parse(List<String> arguments, Path base, Path root) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        Command command = command(rest);
        Path data = root.resolve(command == Command.SERVER ? DEFAULT_SERVER_DATA : DEFAULT_DATA);
        int port = command == Command.SERVER ? 0 : DEFAULT_PORT;
        boolean fresh = command == Command.SERVER;
        boolean keep = false;
        int nodes = 1;
        while (!rest.isEmpty()) {
            String option = rest.pop();
            if (option.equals("--data")) {
                data = base.resolve(value(option, rest));
            } else if (option.equals("--port") && command == Command.UP) {
                port = number(option, value(option, rest), 0, LAST_PORT);
            } else if (option.equals("--nodes") && command == Command.UP) {
                nodes = number(option, value(option, rest), 1, MAX_NODES);
            } else if (option.equals("--fresh") && command == Command.UP) {
                fresh = true;
            } else if (option.equals("--keep") && command == Command.SERVER) {
                keep = true;
            } else {
                throw new UsageError("unknown option: " + option);
            }
        }
        return new Options(command, data.toAbsolutePath().normalize(), port, fresh, keep, nodes);
    }

    private static Command command(Deque<String> rest) {
        String name = rest.isEmpty() ? "" : rest.pop();
        switch (name) {
            case "up":
                return Command.UP;
            case "down":
                return Command.DOWN;
            case "server":
                return Command.SERVER;
            case "ledger":
                if (!"verify".equals(rest.poll())) {
                    throw new UsageError("ledger knows one action: verify");
                }
                return Command.LEDGER;
            default:
                throw new UsageError("unknown command: " + name);
        }
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty() || rest.peek().isEmpty()) {
            throw new UsageError(option + " needs a value");
        }
        return rest.pop();
    }

    private static int number(String option, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // answered below, like any other unusable number
        }
        throw new UsageError(option + " needs a number from " + least + " to " + most + ", not " + text);
    }
}
