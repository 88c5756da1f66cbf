package com.in2peta.inference.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.in2peta.inference.domain.Hosting;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.ProviderFailure.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * RunPod's REST API (https://docs.runpod.io/api-reference): an endpoint and a template of the same name, which holds image and environment. RunPod does not
 * pause; an endpoint that may have no worker runs nothing and keeps its queue.
 */
final class RunPodHosting implements Hosting {

    private static final String NO_WORKERS = "{\"workersMin\":0,\"workersMax\":0}";

    /** Without this it leaves out those that an endpoint uses. */
    private static final String TEMPLATES = "/templates?includeEndpointBoundTemplates=true";

    private final ManagementHttp http;

    RunPodHosting(ManagementHttp http) {
        this.http = http;
    }

    @Override
    public String provider() {
        return "runpod";
    }

    @Override
    public Hosted make(Order order) {
        ManagementHttp.Calls calls = http.begin();
        String template = template(calls, order);
        List<JsonNode> present = named(calls.get("/endpoints"), order.name());
        for (JsonNode other : present.subList(Math.min(1, present.size()), present.size())) {
            remove(calls, ManagementHttp.id(other));
        }
        ObjectNode body = endpoint(order);
        if (present.isEmpty()) {
            body.put("name", order.name()).put("templateId", template).put("computeType", "GPU");
            JsonNode made = calls.send("POST", "/endpoints", body, order.organizationId());
            return hosted(ManagementHttp.id(made), order.paused(), false);
        }
        String id = ManagementHttp.id(present.get(0));
        calls.send("PATCH", "/endpoints/" + id, body, order.organizationId());
        return hosted(id, order.paused(), false);
    }

    private String template(ManagementHttp.Calls calls, Order order) {
        ObjectNode env = ProviderHttp.JSON.valueToTree(order.wanted().env());
        List<JsonNode> present = named(calls.get(TEMPLATES), order.name());
        ObjectNode body = ProviderHttp.JSON
                .createObjectNode()
                .put("imageName", order.wanted().image());
        body.putRawValue("env", new RawValue(env.toString())); // one field, whatever names are in it
        if (present.isEmpty()) {
            body.put("name", order.name()).put("isServerless", true).put("volumeInGb", 0);
            return ManagementHttp.id(calls.send("POST", "/templates", body, order.organizationId()));
        }
        JsonNode template = present.get(0);
        String id = ManagementHttp.id(template);
        boolean same = template.path("imageName").asText().equals(order.wanted().image())
                && template.path("env").equals(env);
        if (!same) { // each change of a template replaces all workers
            calls.send("PATCH", "/templates/" + id, body, order.organizationId());
        }
        return id;
    }

    private static ObjectNode endpoint(Order order) {
        Wanted wanted = order.wanted();
        ObjectNode body = ProviderHttp.JSON
                .createObjectNode()
                .put("gpuCount", 1)
                .put("workersMin", order.paused() ? 0 : wanted.minReplicas())
                .put("workersMax", order.paused() ? 0 : wanted.maxReplicas());
        body.putArray("gpuTypeIds").add(wanted.gpu());
        order.region().ifPresent(region -> body.putArray("dataCenterIds").add(region));
        return body;
    }

    @Override
    public Optional<Hosted> look(String name) {
        List<JsonNode> present = named(http.beginLook().get("/endpoints"), name);
        return present.stream()
                .findFirst()
                .map(endpoint -> hosted(
                        ManagementHttp.id(endpoint), endpoint.path("workersMax").asInt() == 0, present.size() > 1));
    }

    @Override
    public void remove(String name) {
        ManagementHttp.Calls calls = http.begin();
        for (JsonNode endpoint : named(calls.get("/endpoints"), name)) {
            remove(calls, ManagementHttp.id(endpoint));
        }
        for (JsonNode template : named(calls.get(TEMPLATES), name)) {
            calls.delete("/templates/" + ManagementHttp.id(template));
        }
    }

    /** Of an endpoint that has workers RunPod does not let go. */
    private static void remove(ManagementHttp.Calls calls, String id) {
        calls.order("PATCH", "/endpoints/" + id, NO_WORKERS);
        calls.delete("/endpoints/" + id);
    }

    private static Hosted hosted(String id, boolean paused, boolean surplus) {
        return new Hosted(id, paused ? State.PAUSED : State.READY, Optional.empty(), surplus);
    }

    /** Oldest first. RunPod itself writes {@code  -fb} behind names of some endpoints. */
    private static List<JsonNode> named(JsonNode all, String name) {
        if (!all.isArray()) {
            throw new ProviderFailure("The provider's answer is no list.", Kind.TEMPORARY);
        }
        return StreamSupport.stream(all.spliterator(), false)
                .filter(one -> one.path("name").asText().equals(name)
                        || one.path("name").asText().equals(name + " -fb"))
                .sorted(Comparator.comparing(one -> one.path("createdAt").asText()))
                .toList();
    }
}
