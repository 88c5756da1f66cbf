package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Processor time of Payara and of PostgreSQL during the windows, from {@code /proc}: what survives a change of machine. */
final class Cpu {

    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int PARENT = 1;

    private final Lab lab;
    private final Map<String, Double> used = new LinkedHashMap<>();
    private Map<String, Double> before;

    Cpu(Lab lab) {
        this.lab = lab;
    }

    void begin() throws IOException {
        before = now();
    }

    void end() throws IOException {
        now().forEach((part, seconds) -> used.merge(part, seconds - before.get(part), Double::sum));
    }

    /** Seconds, and microseconds per operation. */
    ObjectNode json(double operations) {
        ObjectNode json = Api.JSON.createObjectNode();
        used.forEach((part, seconds) ->
                json.putObject(part).put("seconds", seconds).put("microsPerOperation", seconds * 1e6 / operations));
        return json;
    }

    private Map<String, Double> now() throws IOException {
        long payara = lab.platform().pid("payara");
        long postgres = lab.platform().pid("postgres");
        double backends = 0;
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                String[] fields = stat(process);
                if (fields.length > USER_TIME + 3 && Long.parseLong(fields[PARENT]) == postgres) {
                    backends += seconds(fields);
                }
            }
        }
        Map<String, Double> now = new LinkedHashMap<>();
        now.put("payara", seconds(stat(Path.of("/proc", Long.toString(payara)))));
        now.put("postgres", backends);
        return now;
    }

    private static double seconds(String[] fields) {
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) / TICKS_PER_SECOND;
    }

    /** The fields after the name of the program. */
    private static String[] stat(Path process) {
        try {
            String line = Files.readString(process.resolve("stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            return new String[0]; // it has ended meanwhile
        }
    }
}
