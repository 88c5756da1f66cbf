package com.in2peta.acceptance.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** HTTP load by wrk. */
record Wrk(String url, int connections, List<String> options) {

    /** What one window gave: successes a second, and what wrk printed. */
    record Window(double perSecond, String said) {}

    static Wrk get(String url, int connections, String... headers) {
        List<String> options = new ArrayList<>();
        for (String header : headers) {
            options.addAll(List.of("-H", header));
        }
        return new Wrk(url, connections, options);
    }

    static Wrk scripted(String url, int connections, Path script) {
        return new Wrk(url, connections, List.of("-s", script.toString()));
    }

    Window run(int seconds) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("wrk", "-t", "1", "-c", Integer.toString(connections), "-d", seconds + "s", "--latency"));
        command.addAll(options);
        command.add(url);
        String said = Tool.run(command);
        double rate = Tool.number(said, "Requests/sec:\\s+([0-9.]+)");
        double all = Tool.number(said, "([0-9]+) requests in");
        double refused = Tool.number(said, "Non-2xx or 3xx responses: ([0-9]+)");
        return new Window(all == 0 ? 0 : rate * (all - refused) / all, said);
    }
}
