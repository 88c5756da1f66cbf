package com.in2peta.launcher.batch;

import com.in2peta.launcher.UsageError;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What was asked for.
 *
 * @param url a platform elsewhere, whose token is in the environment; without it the one of {@code data}
 * @param await stay until the run has ended
 */
public record BatchOptions(
        String job, Optional<UUID> subject, boolean dryRun, boolean await, Path data, Optional<URI> url) {

    private static final Path DEFAULT_DATA = Path.of(".in2peta");

    /** Reads the arguments after the word batch; relative directories are meant from {@code base}. */
    public static BatchOptions parse(List<String> arguments, Path base, Path root) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        String job = rest.isEmpty() || rest.peek().startsWith("-") ? "" : rest.pop();
        if (job.isEmpty()) {
            throw new UsageError("batch needs the name of a job, such as retention");
        }
        Path data = root.resolve(DEFAULT_DATA);
        Optional<UUID> subject = Optional.empty();
        Optional<URI> url = Optional.empty();
        boolean dryRun = false;
        boolean await = false;
        while (!rest.isEmpty()) {
            String option = rest.pop();
            switch (option) {
                case "--dry-run" -> dryRun = true;
                case "--wait" -> await = true;
                case "--data" -> data = base.resolve(value(option, rest));
                case "--subject" -> subject = Optional.of(uuid(option, value(option, rest)));
                case "--url" -> url = Optional.of(url(option, value(option, rest)));
                default -> throw new UsageError("unknown option: " + option);
            }
        }
        return new BatchOptions(
                job, subject, dryRun, await, data.toAbsolutePath().normalize(), url);
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty() || rest.peek().isEmpty()) {
            throw new UsageError(option + " needs a value");
        }
        return rest.pop();
    }

    private static UUID uuid(String option, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new UsageError(option + " needs an id, not " + text);
        }
    }

    private static URI url(String option, String text) {
        if (!text.matches("https?://[^/]+/?")) {
            throw new UsageError(option + " needs the address of a platform, not " + text);
        }
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }
}
