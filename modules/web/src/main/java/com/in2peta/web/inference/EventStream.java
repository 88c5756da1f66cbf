package com.in2peta.web.inference;

import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.PredictionStreams;
import com.in2peta.inference.api.PredictionStreams.End;
import com.in2peta.inference.api.PredictionStreams.Follower;
import com.in2peta.inference.api.PredictionStreams.Following;
import com.in2peta.inference.api.PredictionStreams.Link;
import com.in2peta.inference.api.PredictionStreams.Progress;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One reader of one prediction. It queues no output: it knows the newest progress, which it shares with the other readers, and which part is
 * next, and writes whenever the connection takes something.
 */
final class EventStream implements Follower, WriteListener {

    static final String MEDIA_TYPE = "text/event-stream";

    /** How progress is written down. */
    interface Wording {

        /** The events of the part of that number; perhaps none. */
        String part(int number, String part);

        /** What comes after the last part, before which there were so many. */
        List<String> end(int number, End end);
    }

    /** Heartbeats for which a reader may take nothing. */
    private static final int PATIENCE = 4;

    private static final String BEAT = ":\n\n";

    private final Wording wording;
    private final Consumer<EventStream> gone;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Following following = () -> {};
    private volatile AsyncContext connection;
    private volatile boolean ended; // of the prediction; read without the lock, for the container may hold its own

    private Progress progress = new Progress(List.of(), Optional.empty());
    private int next;
    private Optional<Queue<String>> lastEvents = Optional.empty();
    private ServletOutputStream out;
    private boolean writable;
    private boolean unflushed = true; // the headers
    private boolean beatDue;
    private int missedBeats;

    /** Begins with the part of that number; is told when it has ended, once. */
    EventStream(int next, Wording wording, Consumer<EventStream> gone) {
        this.next = next;
        this.wording = wording;
        this.gone = gone;
    }

    /** Throws what {@link PredictionStreams#follow} does. */
    void follow(PredictionStreams streams, Link link) {
        following = streams.follow(link, this);
    }

    /** The same of a prediction of the caller's own. */
    void follow(PredictionStreams streams, Caller caller, UUID id) {
        following = streams.follow(caller, id, this);
    }

    /** Whether the prediction has ended, as far as is known here. */
    boolean knowsTheEnd() {
        return ended;
    }

    void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(MEDIA_TYPE + ";charset=UTF-8");
        response.setHeader("X-Accel-Buffering", "no"); // nginx would hold events back
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(0); // heartbeats find out who has left
        connection = async;
        ServletOutputStream stream = response.getOutputStream();
        synchronized (this) {
            out = stream;
        }
        stream.setWriteListener(this);
    }

    @Override
    public void show(Progress newer) {
        synchronized (this) {
            boolean isOld = progress.end().isPresent()
                    || newer.end().isEmpty()
                            && newer.parts().size() < progress.parts().size();
            if (isOld) {
                return;
            }
            progress = newer;
            ended = newer.end().isPresent();
        }
        write();
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            writable = true;
        }
        write();
    }

    /** The reader has left. */
    @Override
    public void onError(Throwable failure) {
        close();
    }

    /** Says that the stream lives; closes it when its reader takes nothing for too long. */
    void beat() {
        boolean stuck;
        synchronized (this) {
            beatDue = true;
            missedBeats++;
            stuck = missedBeats > PATIENCE;
        }
        if (stuck) {
            close();
        } else {
            write();
        }
    }

    /** Not under the lock: the container has one of its own, and calls back while it holds it. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            gone.accept(this);
            following.close();
            if (connection != null) {
                connection.complete();
            }
        }
    }

    private void write() {
        boolean over;
        try {
            over = writeWhatFits();
        } catch (IOException | IllegalStateException e) {
            over = true; // the reader has left
        }
        if (over) {
            close();
        }
    }

    /** Whether all was written. */
    private synchronized boolean writeWhatFits() throws IOException {
        while (writable && !closed.get() && out.isReady()) {
            Optional<String> event = nextEvent();
            if (event.isPresent()) {
                out.write(event.get().getBytes(StandardCharsets.UTF_8));
                unflushed = true;
            } else if (unflushed) {
                out.flush();
                unflushed = false;
                missedBeats = 0;
            } else {
                return lastEvents.isPresent();
            }
        }
        return false;
    }

    private Optional<String> nextEvent() {
        if (next < progress.parts().size()) {
            String part = progress.parts().get(next);
            return Optional.of(wording.part(next++, part));
        }
        if (progress.end().isPresent()) {
            if (lastEvents.isEmpty()) {
                lastEvents = Optional.of(
                        new ArrayDeque<>(wording.end(next, progress.end().get())));
            }
            return Optional.ofNullable(lastEvents.get().poll());
        }
        boolean beat = beatDue;
        beatDue = false;
        return beat ? Optional.of(BEAT) : Optional.empty();
    }
}
