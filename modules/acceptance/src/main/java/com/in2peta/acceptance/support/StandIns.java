package com.in2peta.acceptance.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.sandbox.control.FaultKind;
import com.in2peta.sandbox.control.Operation;
import com.in2peta.sandbox.control.Setting;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The stand-ins of the providers that a platform was started with: makes them misbehave and reads what they were sent.
 * They are shared by all tests of a platform, so that each test clears what it asked for.
 */
public final class StandIns {

    private final Api sandbox;
    private final JsonNode providers;

    private StandIns(JsonNode ready) {
        this.sandbox = Api.at(ready.path("sandboxUrl").asText());
        this.providers = ready.path("providers");
    }

    public static StandIns of(Platform platform) {
        return new StandIns(platform.ready());
    }

    /** Of {@code runpod}, {@code koyeb} or {@code modal}: {@code url}, keys and so on, as in {@code ready.json}. */
    public String fact(String provider, String name) {
        return providers.path(provider).path(name).asText();
    }

    /** So many of the next calls fail like this; 0 for all until the faults are cleared. */
    public void fail(Operation operation, FaultKind kind, int next) {
        fail(operation, kind, next, Map.of());
    }

    /** With more said about the fault: {@code millis}, {@code status}, {@code retry_after}, {@code bytes}, {@code after}. */
    public void fail(Operation operation, FaultKind kind, int next, Map<String, Object> more) {
        ObjectNode fault = Api.JSON.valueToTree(more);
        fault.put("provider", operation.provider())
                .put("operation", operation.operation())
                .put("kind", kind.wire())
                .put("next", next);
        sandbox.post("/faults", fault).expect(200);
    }

    /** How often faults of this kind have shown since they were asked for. */
    public int hits(Operation operation, FaultKind kind) {
        return stream(sandbox.get("/faults"))
                .filter(fault ->
                        isOf(fault, operation) && fault.path("kind").asText().equals(kind.wire()))
                .mapToInt(fault -> fault.path("hits").asInt())
                .sum();
    }

    public void set(Setting setting, long millis) {
        sandbox.post("/settings", Map.of(setting.wire(), millis)).expect(200);
    }

    /** No faults, times as in reality, no requests. */
    public void clear() {
        sandbox.delete("/faults").expect(200);
        sandbox.delete("/settings").expect(200);
        sandbox.delete("/requests").expect(200);
    }

    /** The newest requests, oldest first: {@code method}, {@code path}, {@code headers}, {@code body}. */
    public List<JsonNode> requests(Operation operation) {
        return stream(sandbox.get("/requests"))
                .filter(request -> isOf(request, operation))
                .toList();
    }

    private static boolean isOf(JsonNode json, Operation operation) {
        return json.path("provider").asText().equals(operation.provider())
                && json.path("operation").asText().equals(operation.operation());
    }

    private static Stream<JsonNode> stream(Answer answer) {
        return StreamSupport.stream(answer.expect(200).body().spliterator(), false);
    }
}
