package com.in2peta.inference.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.ProviderFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A run as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), as Cog's HTTP server sends it: each part of the
 * output is told when it comes, and the body is the prediction at its end.
 */
final class CogEvents extends LimitedBody {

    private final Consumer<byte[]> parts;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String event = "";
    private byte[] prediction;

    /** @param parts is told each part as JSON, and must not block */
    CogEvents(int limitBytes, Consumer<byte[]> parts) {
        super(limitBytes);
        this.parts = parts;
    }

    @Override
    void take(byte[] bytes) {
        for (byte next : bytes) {
            take(next);
        }
    }

    @Override
    byte[] whole() {
        if (prediction == null) {
            throw new ProviderFailure("The provider's answer broke off.", Kind.TEMPORARY);
        }
        return prediction;
    }

    private void take(byte next) {
        if (next != '\n') {
            line.write(next);
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        read(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    private void read(String text) {
        if (text.isEmpty()) {
            end();
            return;
        }
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        value = value.startsWith(" ") ? value.substring(1) : value;
        if (field.equals("event")) {
            event = value;
        } else if (field.equals("data")) {
            data.append(data.isEmpty() ? "" : "\n").append(value);
        }
    }

    private void end() {
        byte[] said = data.toString().getBytes(StandardCharsets.UTF_8);
        if (event.equals("output")) {
            JsonNode part = ProviderHttp.read(said).path("chunk");
            parts.accept(ProviderHttp.bytes(part));
        } else if (event.equals("completed")) {
            prediction = said;
        }
        event = "";
        data.setLength(0);
    }
}
