package com.in2peta.sandbox.runpod;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.in2peta.sandbox.http.Refusal;
import com.in2peta.sandbox.http.Response;

/** RunPod's refusals. Its documents do not say what their bodies are; consumers should rely on the status. */
final class RunPodFailure {

    private RunPodFailure() {}

    static Refusal unauthorized() {
        return of(401, "unauthorized");
    }

    static Refusal notFound(String what) {
        return of(404, what + " not found");
    }

    static Refusal invalid(String why) {
        return of(400, why);
    }

    static Refusal full() {
        return of(429, "too many requests");
    }

    static Refusal of(int status, String error) {
        return new Refusal(
                Response.json(status, JsonNodeFactory.instance.objectNode().put("error", error)));
    }
}
