package com.in2peta.launcher.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.launcher.Home;
import com.in2peta.launcher.ReadyFile;
import com.in2peta.launcher.StartFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Starts a run, prints it, and waits for its end when asked to; the exit code tells how it ended. */
public final class BatchCommand {

    static final String TOKEN = "IN2PETA_TOKEN";
    private static final String BATCHES = "/v1/staff/batches";
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** The states in which nothing more happens by itself, with the exit code of each. */
    private static final Map<String, Integer> ENDS = Map.of("completed", 0, "failed", 1, "parked", 3, "stopped", 4);

    private final BatchOptions options;
    private final PrintStream out;

    public BatchCommand(BatchOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** The exit code: 0 completed or, without waiting, accepted; 1 failed; 3 parked; 4 stopped. */
    public int run() {
        StaffApi api =
                options.url().map(url -> new StaffApi(url.toString(), token())).orElseGet(this::ofDataDirectory);
        JsonNode run = api.post(BATCHES, body());
        print(run);
        if (!options.await()) {
            return 0;
        }
        while (!ENDS.containsKey(run.path("state").asText())) {
            LockSupport.parkNanos(LOOK_NANOS);
            run = api.get(BATCHES + "/" + run.path("id").asText());
        }
        print(run);
        return ENDS.get(run.path("state").asText());
    }

    private Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("job", options.job());
        body.put("dry_run", options.dryRun());
        options.subject().ifPresent(subject -> body.put("subject", subject.toString()));
        return body;
    }

    private void print(JsonNode run) {
        StringBuilder line = new StringBuilder(run.path("job").asText())
                .append(' ')
                .append(run.path("id").asText())
                .append(run.path("dry_run").asBoolean() ? " (dry run) " : " ")
                .append(run.path("state").asText());
        if (Set.of("failed", "parked").contains(run.path("state").asText())
                && run.path("exit_status").isTextual()) {
            line.append(": ").append(run.path("exit_status").asText());
        }
        out.println(line);
        run.path("counts")
                .properties()
                .forEach(count -> out.println(
                        "  " + count.getKey() + " " + count.getValue().asLong()));
    }

    private static String token() {
        String token = System.getenv(TOKEN);
        if (token == null || token.isBlank()) {
            throw new StartFailure("put the access token of a member of staff into " + TOKEN);
        }
        return token;
    }

    private StaffApi ofDataDirectory() {
        try {
            ReadyFile.Content ready = new ReadyFile(new Home(options.data()).ready()).read();
            return StaffApi.signIn(ready.baseUrl(), ready.staff());
        } catch (IOException e) {
            throw new StartFailure(
                    "nothing runs on " + options.data() + "; start it with: ./in2peta up --data " + options.data(), e);
        }
    }
}
