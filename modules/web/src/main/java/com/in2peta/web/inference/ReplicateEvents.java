package com.in2peta.web.inference;

import com.in2peta.inference.api.PredictionStreams.End;
import com.in2peta.inference.api.PredictionView.Status;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Events in the form of Replicate's streams: output, error and done. */
final class ReplicateEvents implements EventStream.Wording {

    private final Clock clock;

    ReplicateEvents(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String part(int number, String part) {
        return event("output", number, part);
    }

    @Override
    public List<String> end(int number, End end) {
        List<String> events = new ArrayList<>();
        if (end.status() == Status.FAILED) {
            events.add(event("error", number, end.error().orElse("The prediction failed, and its error is gone.")));
        }
        String done = switch (end.status()) {
            case FAILED -> "{\"reason\":\"error\"}";
            case CANCELED -> "{\"reason\":\"canceled\"}";
            default -> "{}";
        };
        events.add(event("done", number, done));
        return events;
    }

    /** A line break in the data begins a new line of data, which the reader puts together again. */
    private String event(String name, int number, String data) {
        StringBuilder event = new StringBuilder("event: ")
                .append(name)
                .append("\nid: ")
                .append(clock.instant().getEpochSecond())
                .append(':')
                .append(number)
                .append('\n');
        for (String line : data.split("\r\n|\r|\n", -1)) {
            event.append("data: ").append(line).append('\n');
        }
        return event.append('\n').toString();
    }
}
