package com.in2peta.sandbox.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.http.Json;
import com.in2peta.sandbox.http.Refusal;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A container that serves a model as Cog's HTTP server does: {@code POST /predictions}, and {@code PUT
 * /predictions/{id}} which may be repeated. Whoever is in front of it decides how long a caller waits.
 */
public final class Container implements AutoCloseable {

    private static final int ID_LETTERS = 26;
    private static final long STREAM_MAX_MS = 3_600_000;

    private final Clock clock;
    private final Runner runner;
    private final Kept<Prediction> predictions = new Kept<>(Prediction::run);

    /** A run with the id that it is known by. */
    public record Prediction(String id, Run run) {

        /** As Cog shows it. */
        public ObjectNode json() {
            Run.State state = run.state();
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id);
            json.put("status", status(state));
            json.put("created_at", Instant.ofEpochMilli(run.createdMillis()).toString());
            json.put("logs", run.logs());
            run.output().ifPresent(output -> json.set("output", output));
            run.error().ifPresent(error -> json.put("error", error));
            run.workMillis().ifPresent(millis -> json.putObject("metrics").put("predict_time", millis / 1_000.0));
            return json;
        }

        private static String status(Run.State state) {
            return switch (state) {
                case WAITING -> "starting";
                case RUNNING -> "processing";
                case TIMED_OUT -> "failed";
                default -> state.name().toLowerCase(Locale.ROOT);
            };
        }
    }

    public Container(String name, Clock clock) {
        this.clock = clock;
        this.runner = new Runner(name);
    }

    /**
     * Starts what a request asks for; an id that is known already starts nothing.
     *
     * @param service whose prediction it is: others have ids of their own
     */
    public Prediction start(String service, Model model, String id, Request request) {
        ObjectNode body = Json.object(request.body())
                .filter(sent -> sent.has("input"))
                .orElseThrow(() -> problem(422, "the body is not an object with the field input"));
        Prediction created = new Prediction(id, new Run(model, Sent.of(request, body), clock));
        synchronized (predictions) {
            Optional<Prediction> known = find(service, id);
            if (known.isPresent()) {
                return known.get();
            }
            if (!predictions.add(key(service, id), created)) {
                throw busy();
            }
        }
        if (!runner.start(created.run(), () -> {})) {
            predictions.remove(key(service, id));
            throw busy();
        }
        return created;
    }

    public Optional<Prediction> find(String service, String id) {
        return predictions.find(key(service, id));
    }

    /** What can be answered without a run of the model: health, cancellation, the paths of OpenAI's API. */
    public Optional<Response> direct(String service, Request request) {
        List<String> path = request.segments();
        String root = path.isEmpty() ? "" : path.get(0);
        return switch (request.method() + " " + root + " " + path.size()) {
            case "GET health-check 1" ->
                Optional.of(
                        Response.json(200, JsonNodeFactory.instance.objectNode().put("status", "READY")));
            case "POST predictions 3" -> Optional.of(cancel(service, path.get(1)));
            case "POST  0", "POST predictions 1", "PUT predictions 2" -> Optional.empty();
            default -> Optional.of(OpenAi.answer(request));
        };
    }

    /** The id in the path of a request that starts a prediction, or a new one. */
    public static String id(Request request) {
        List<String> path = request.segments();
        return path.size() == 2 ? path.get(1) : Ids.letters(ID_LETTERS);
    }

    public static boolean wantsEvents(Request request) {
        return request.header("Accept").orElse("").contains("text/event-stream");
    }

    /** The life of a prediction as server-sent events. */
    public static Response events(Prediction prediction) {
        return Response.events(out -> {
            event(
                    out,
                    "start",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("id", prediction.id())
                            .put("status", "processing"));
            int sent = 0;
            boolean ended = false;
            while (!ended) {
                awaitPart(prediction.run(), sent);
                ended = prediction.run().state().isEnd(); // before the parts are read: no part comes after the end
                for (JsonNode part : prediction.run().partsFrom(sent)) {
                    ObjectNode data = JsonNodeFactory.instance.objectNode();
                    data.set("chunk", part);
                    event(out, "output", data.put("index", sent++));
                }
            }
            event(out, "completed", prediction.json());
        });
    }

    /** The runs that go on are stopped. */
    @Override
    public void close() {
        runner.close();
    }

    private Response cancel(String service, String id) {
        Prediction prediction = find(service, id).orElseThrow(() -> problem(404, "unknown prediction"));
        prediction.run().stop(Run.State.CANCELED, null);
        return Response.json(200, JsonNodeFactory.instance.objectNode());
    }

    private static String key(String service, String id) {
        return service + "/" + id;
    }

    private static void awaitPart(Run run, int after) throws IOException {
        try {
            if (!run.awaitPart(after, STREAM_MAX_MS)) {
                throw new IOException("the stream is too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("closing", e);
        }
    }

    private static void event(OutputStream out, String name, JsonNode data) throws IOException {
        out.write(("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Refusal busy() {
        return problem(409, "all slots are busy");
    }

    private static Refusal problem(int status, String detail) {
        return new Refusal(
                Response.json(status, JsonNodeFactory.instance.objectNode().put("detail", detail)));
    }
}
