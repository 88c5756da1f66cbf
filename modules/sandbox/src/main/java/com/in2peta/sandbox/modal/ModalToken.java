package com.in2peta.sandbox.modal;

import com.in2peta.sandbox.http.Refusal;
import com.in2peta.sandbox.http.Request;

/**
 * What a caller shows Modal's proxy, in two headers or as one bearer.
 *
 * @param key {@code wk-...}
 * @param secret {@code ws-...}
 */
public record ModalToken(String key, String secret) {

    void require(Request request) {
        String sent = request.header("Modal-Key").isPresent()
                ? request.header("Modal-Key").get() + "."
                        + request.header("Modal-Secret").orElse("")
                : request.header("Authorization").orElse("").replaceFirst("^Bearer ", "");
        if (sent.isEmpty()) {
            throw Refusal.text(401, "modal-http: missing credentials for proxy authorization");
        }
        if (!sent.equals(key + "." + secret)) {
            throw Refusal.text(401, "modal-http: invalid credentials for proxy authorization");
        }
    }

    /** Without the secret: records end up in log lines. */
    @Override
    public String toString() {
        return "ModalToken[" + key + "]";
    }
}
