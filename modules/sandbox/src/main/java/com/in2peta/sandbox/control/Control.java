package com.in2peta.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.sandbox.http.Handler;
import com.in2peta.sandbox.http.Json;
import com.in2peta.sandbox.http.Refusal;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The hand on the stand-ins of the providers: {@code /faults}, {@code /settings} and {@code /requests} for tests, and
 * {@link #pass}, which every request to a provider goes through.
 */
public final class Control implements Handler {

    private final Faults faults = new Faults();
    private final Settings settings = new Settings();
    private final ReceivedRequests requests = new ReceivedRequests();

    public Faults faults() {
        return faults;
    }

    public Settings settings() {
        return settings;
    }

    /** Writes the request down and has it answered, or spoils the answer as was asked for. */
    public Response pass(Operation operation, Request request, Handler provider) throws IOException {
        requests.add(operation, request);
        Optional<Fault> fault = faults.take(operation, FaultKind.When.ANSWER);
        return fault.isPresent() ? new SpoiltAnswer(fault.get()).to(request, provider) : provider.handle(request);
    }

    @Override
    public Response handle(Request request) {
        return switch (request.path()) {
            case "/faults" -> faults(request);
            case "/settings" -> settings(request);
            case "/requests" -> requests(request);
            default -> throw Refusal.text(404, "no such stand-in");
        };
    }

    private Response faults(Request request) {
        switch (request.method()) {
            case "GET" -> {}
            case "POST" -> faults.add(Fault.of(body(request)));
            case "DELETE" -> faults.clear();
            default -> throw notAllowed();
        }
        return Response.json(200, faults.json());
    }

    private Response settings(Request request) {
        switch (request.method()) {
            case "GET" -> {}
            case "POST" -> settings.set(body(request));
            case "DELETE" -> settings.clear();
            default -> throw notAllowed();
        }
        return Response.json(200, settings.json());
    }

    private Response requests(Request request) {
        switch (request.method()) {
            case "GET" -> {}
            case "DELETE" -> requests.clear();
            default -> throw notAllowed();
        }
        Map<String, String> query = request.query();
        return Response.json(
                200,
                requests.json(Optional.ofNullable(query.get("provider")), Optional.ofNullable(query.get("operation"))));
    }

    private static JsonNode body(Request request) {
        return Json.object(request.body()).orElseThrow(() -> Refusal.text(400, "the body is not a JSON object"));
    }

    private static Refusal notAllowed() {
        return Refusal.text(405, "GET, POST or DELETE");
    }
}
