package com.in2peta.web.inference;

import com.in2peta.inference.api.PredictionStreams;
import com.in2peta.inference.api.PredictionStreams.Link;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.time.Recurring;
import com.in2peta.web.api.ProblemServlet;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Predictions as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) in the form of Replicate's streams. A servlet
 * and no resource: only it can write without a thread for each reader.
 */
@WebServlet(urlPatterns = StreamServlet.PATH + "*", asyncSupported = true)
public class StreamServlet extends HttpServlet {

    static final String PATH = "/v1/streams/";
    /** Keeps proxies from closing what is silent, and finds out who has left. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Pattern EVENT_ID = Pattern.compile("\\d{1,12}:(\\d{1,9})");

    @Inject
    transient PredictionStreams streams;

    @Inject
    transient Recurring recurring;

    @Inject
    transient Clock clock;

    private final transient Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private transient ScheduledFuture<?> heartbeats;

    @Override
    public void init() {
        heartbeats = recurring.every(HEARTBEAT, "the heartbeat of streams", () -> open.forEach(EventStream::beat));
    }

    @Override
    public void destroy() {
        heartbeats.cancel(false);
        open.forEach(EventStream::close);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String accept = request.getHeader("Accept");
        if (accept != null && !accept.contains(EventStream.MEDIA_TYPE) && !accept.contains("*/*")) {
            ProblemServlet.write(
                    request,
                    response,
                    new DomainException(ProblemType.NOT_ACCEPTABLE, "A stream is text/event-stream."));
            return;
        }
        String path = request.getPathInfo();
        Link link = new Link(
                path == null ? "" : path.substring(1),
                parameter(request, "owner"),
                parameter(request, "expiry"),
                parameter(request, "signature"));
        EventStream stream = new EventStream(first(request), new ReplicateEvents(clock), open::remove);
        try {
            stream.follow(streams, link);
        } catch (DomainException no) {
            ProblemServlet.write(request, response, no);
            return;
        }
        ProblemServlet.describe(request, response);
        open.add(stream);
        stream.begin(request, response);
    }

    /** The part after the one that the reader has got last. */
    private static int first(HttpServletRequest request) {
        String last = request.getHeader("Last-Event-ID");
        Matcher parts = EVENT_ID.matcher(Objects.requireNonNullElse(last, ""));
        return parts.matches() ? Integer.parseInt(parts.group(1)) + 1 : 0;
    }

    private static String parameter(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }
}
