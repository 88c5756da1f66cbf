package com.in2peta.sandbox.runpod;

import com.in2peta.sandbox.control.Control;
import com.in2peta.sandbox.control.Operation;
import com.in2peta.sandbox.http.Handler;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
import com.in2peta.sandbox.model.OpenAi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;

/** RunPod for one account: {@code /v2/{endpoint}} runs jobs, {@code /v1} manages endpoints. Nothing survives a restart. */
public final class RunPodStandIn implements Handler, AutoCloseable {

    private final byte[] authorization;
    private final Control control;
    private final Endpoints endpoints;
    private final Jobs jobs;

    public RunPodStandIn(String apiKey, Control control, Clock clock) {
        this.authorization = ("Bearer " + apiKey).getBytes(StandardCharsets.UTF_8);
        this.control = control;
        this.endpoints = new Endpoints(clock);
        this.jobs = new Jobs(endpoints, control, clock);
    }

    @Override
    public Response handle(Request request) throws IOException {
        List<String> path = request.segments();
        return switch (path.isEmpty() ? "" : path.get(0)) {
            case "v1" ->
                control.pass(Operation.RUNPOD_MANAGEMENT, request, sent -> {
                    requireKey(sent);
                    return endpoints.handle(sent.below(1));
                });
            case "v2" ->
                control.pass(operation(request.method(), path), request, sent -> {
                    requireKey(sent);
                    return job(sent, path);
                });
            default -> throw RunPodFailure.notFound("path");
        };
    }

    @Override
    public void close() {
        jobs.close();
    }

    private static Operation operation(String method, List<String> path) {
        String call = method + " " + (path.size() > 2 ? path.get(2) : "");
        if (call.endsWith(" openai")) {
            return Operation.RUNPOD_OPENAI;
        }
        return switch (call + " " + path.size()) {
            case "POST run 3" -> Operation.RUNPOD_RUN;
            case "GET status 4" -> Operation.RUNPOD_STATUS;
            case "GET stream 4" -> Operation.RUNPOD_STREAM;
            case "POST cancel 4" -> Operation.RUNPOD_CANCEL;
            case "GET health 3" -> Operation.RUNPOD_HEALTH;
            default -> throw RunPodFailure.notFound("path");
        };
    }

    private Response job(Request request, List<String> path) {
        Endpoint endpoint = endpoints.require(path.get(1));
        return switch (operation(request.method(), path)) {
            case RUNPOD_RUN -> Response.json(200, jobs.submit(endpoint, request).brief());
            case RUNPOD_STATUS ->
                Response.json(200, jobs.require(endpoint, path.get(3)).json());
            case RUNPOD_STREAM ->
                Response.json(200, jobs.require(endpoint, path.get(3)).nextParts());
            case RUNPOD_CANCEL -> {
                Job job = jobs.require(endpoint, path.get(3));
                jobs.cancel(job);
                yield Response.json(200, job.brief());
            }
            case RUNPOD_HEALTH -> Response.json(200, jobs.health(endpoint));
            default -> OpenAi.answer(request.below(3));
        };
    }

    private void requireKey(Request request) {
        byte[] sent = request.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(authorization, sent)) {
            throw RunPodFailure.unauthorized();
        }
    }
}
