package com.in2peta.sandbox.mail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.http.Handler;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The messages as JSON, as pages and as source. */
final class MailHttp implements Handler {

    private static final int LIMIT_DEFAULT = 50;
    private static final Response NOT_FOUND = Response.text(404, "text/plain", "no such message\n");

    private final MailStore store;

    MailHttp(MailStore store) {
        this.store = store;
    }

    @Override
    public Response handle(Request request) throws IOException {
        List<String> path = request.segments();
        String root = path.isEmpty() ? "" : path.get(0);
        return switch (request.method() + " " + root + " " + path.size()) {
            case "GET  0" -> Response.html(200, MailPages.list(store.list(all -> true, MailStore.MAX_MESSAGES)));
            case "GET messages 1" -> list(request);
            case "DELETE messages 1" -> {
                store.clear();
                yield Response.empty();
            }
            case "GET view 2", "GET messages 2", "GET messages 3" -> one(path);
            default -> NOT_FOUND;
        };
    }

    private Response list(Request request) throws IOException {
        Optional<String> to = Optional.ofNullable(request.query().get("to"));
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (Envelope envelope : store.list(
                mail -> to.map(mail::isTo).orElse(true), limit(request.query().get("limit")))) {
            json.add(json(envelope, MailContent.of(store.source(envelope))));
        }
        return Response.json(200, json);
    }

    private Response one(List<String> path) throws IOException {
        Optional<Envelope> found = store.find(path.get(1));
        if (found.isEmpty()) {
            return NOT_FOUND;
        }
        Envelope envelope = found.get();
        byte[] source = store.source(envelope);
        if (path.size() == 3) {
            return path.get(2).equals("raw") ? Response.bytes(200, "text/plain; charset=utf-8", source) : NOT_FOUND;
        }
        MailContent content = MailContent.of(source);
        return path.get(0).equals("view")
                ? Response.html(200, MailPages.message(envelope, content))
                : Response.json(200, json(envelope, content));
    }

    private static ObjectNode json(Envelope envelope, MailContent content) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("id", envelope.id()).put("from", envelope.from());
        ArrayNode to = json.putArray("to");
        envelope.to().forEach(to::add);
        json.put("subject", envelope.subject())
                .put("received_at", envelope.receivedAt())
                .put("text", content.text());
        content.html().ifPresent(html -> json.put("html", html));
        return json;
    }

    private static int limit(String asked) {
        boolean number = asked != null && asked.matches("\\d{1,6}");
        return number ? Math.min(Integer.parseInt(asked), MailStore.MAX_MESSAGES) : LIMIT_DEFAULT;
    }
}
