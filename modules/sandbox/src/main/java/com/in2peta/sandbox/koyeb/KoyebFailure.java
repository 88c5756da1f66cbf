package com.in2peta.sandbox.koyeb;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.http.Refusal;
import com.in2peta.sandbox.http.Response;

/** Refusals of Koyeb's API, and of its edge, which says less. */
final class KoyebFailure {

    private KoyebFailure() {}

    static Refusal unauthorized() {
        return api(401, "unauthorized", "The token is missing or wrong.");
    }

    static Refusal notFound(String what) {
        return api(404, "not_found", what + " not found");
    }

    static Refusal conflict(String why) {
        return api(409, "conflict", why);
    }

    static Refusal invalid(String field, String why) {
        ObjectNode body = body(400, "invalid_argument", "Validation failed");
        body.putArray("fields").addObject().put("field", field).put("description", why);
        return new Refusal(Response.json(400, body));
    }

    static Refusal api(int status, String code, String message) {
        return new Refusal(Response.json(status, body(status, code, message)));
    }

    static Refusal edge(int status, String text) {
        return Refusal.text(status, text);
    }

    private static ObjectNode body(int status, String code, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", status)
                .put("code", code)
                .put("message", message);
    }
}
