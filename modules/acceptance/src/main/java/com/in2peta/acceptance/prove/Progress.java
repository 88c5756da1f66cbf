package com.in2peta.acceptance.prove;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** How far a campaign has come, in a file that survives its process. */
final class Progress {

    private final Path file;
    private final ObjectNode state;

    private Progress(Path file, ObjectNode state) {
        this.file = file;
        this.state = state;
    }

    /** Goes on where the file ends when it tells of an unfinished campaign of the same length, begins anew otherwise. */
    static Progress open(Path file, String length, Long wantedSeed, long freshSeed) {
        try {
            if (Files.exists(file)) {
                ObjectNode known = (ObjectNode) Api.JSON.readTree(file.toFile());
                boolean same =
                        wantedSeed == null || wantedSeed == known.path("seed").asLong();
                if (!known.path("finished").asBoolean()
                        && same
                        && length.equals(known.path("length").asText())) {
                    return new Progress(file, known);
                }
            }
            ObjectNode state = Api.JSON
                    .createObjectNode()
                    .put("seed", wantedSeed == null ? freshSeed : wantedSeed)
                    .put("length", length)
                    .put("rounds", 0)
                    .put("seconds", 0)
                    .put("finished", false);
            Progress progress = new Progress(file, state);
            progress.write();
            return progress;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long seed() {
        return state.path("seed").asLong();
    }

    int rounds() {
        return state.path("rounds").asInt();
    }

    long seconds() {
        return state.path("seconds").asLong();
    }

    void round(long secondsSoFar) {
        state.put("rounds", rounds() + 1).put("seconds", secondsSoFar);
        write();
    }

    /** Found before the campaign is over; one that goes on knows it. */
    void fault(String fault) {
        state.withArray("faults").add(fault);
        write();
    }

    List<String> faults() {
        List<String> faults = new ArrayList<>();
        state.path("faults").forEach(fault -> faults.add(fault.asText()));
        return faults;
    }

    void finish(boolean passed, String done, List<String> faults) {
        state.put("finished", true).put("passed", passed).put("done", done);
        faults.forEach(state.putArray("faults")::add);
        write();
    }

    private void write() {
        try {
            Files.createDirectories(file.getParent());
            Path draft = file.resolveSibling(file.getFileName() + ".tmp");
            Files.writeString(draft, state.toPrettyString() + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
