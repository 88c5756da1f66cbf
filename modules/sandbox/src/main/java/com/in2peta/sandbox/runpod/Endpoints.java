package com.in2peta.sandbox.runpod;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.http.Json;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
import com.in2peta.sandbox.model.Ids;
import com.in2peta.sandbox.model.Model;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The endpoints and templates of the account. For each model there is an endpoint of its name from the start. */
final class Endpoints {

    static final int MAX_EACH = 200;

    private static final int ID_LETTERS = 14;
    private static final int FIRST_WORKERS = 32;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Shape TEMPLATE = new Shape(
            Map.ofEntries(
                    Map.entry("category", JsonNodeType.STRING),
                    Map.entry("containerDiskInGb", JsonNodeType.NUMBER),
                    Map.entry("containerRegistryAuthId", JsonNodeType.STRING),
                    Map.entry("dockerEntrypoint", JsonNodeType.ARRAY),
                    Map.entry("dockerStartCmd", JsonNodeType.ARRAY),
                    Map.entry("env", JsonNodeType.OBJECT),
                    Map.entry("imageName", JsonNodeType.STRING),
                    Map.entry("isPublic", JsonNodeType.BOOLEAN),
                    Map.entry("isServerless", JsonNodeType.BOOLEAN),
                    Map.entry("name", JsonNodeType.STRING),
                    Map.entry("ports", JsonNodeType.ARRAY),
                    Map.entry("readme", JsonNodeType.STRING),
                    Map.entry("volumeInGb", JsonNodeType.NUMBER),
                    Map.entry("volumeMountPath", JsonNodeType.STRING)),
            "name",
            "imageName");

    private final Clock clock;
    private final Map<String, ObjectNode> templates = new LinkedHashMap<>();
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    private Runnable onChange = () -> {};

    Endpoints(Clock clock) {
        this.clock = clock;
        for (Model model : Model.values()) {
            String name = model.wire();
            templates.put(
                    name, template(name, JSON.objectNode().put("name", name).put("imageName", name)));
            ObjectNode body = JSON.objectNode().put("templateId", name).put("workersMax", FIRST_WORKERS);
            endpoints.put(name, endpoint(name, body));
        }
    }

    /** Called after any endpoint has changed: it may have more workers now. */
    void onChange(Runnable listener) {
        onChange = listener;
    }

    synchronized Endpoint require(String id) {
        Endpoint endpoint = endpoints.get(id);
        if (endpoint == null) {
            throw RunPodFailure.notFound("endpoint");
        }
        return endpoint;
    }

    Response handle(Request request) {
        List<String> path = request.segments();
        boolean update = path.size() == 3
                && path.get(2).equals("update")
                && request.method().equals("POST");
        if (path.isEmpty() || (path.size() > 2 && !update)) {
            throw RunPodFailure.notFound("path");
        }
        String method = update ? "PATCH" : request.method();
        String id = path.size() > 1 ? path.get(1) : "";
        Response response = switch (path.get(0)) {
            case "endpoints" -> endpoints(method, id, request);
            case "templates" -> templates(method, id, request);
            default -> throw RunPodFailure.notFound("path");
        };
        onChange.run();
        return response;
    }

    private synchronized Response endpoints(String method, String id, Request request) {
        boolean withTemplate =
                request.query().getOrDefault("includeTemplate", "").equals("true");
        return switch (method + (id.isEmpty() ? "" : " one")) {
            case "GET" -> {
                ArrayNode all = JSON.arrayNode();
                endpoints.values().forEach(endpoint -> all.add(endpoint.json(withTemplate)));
                yield Response.json(200, all);
            }
            case "POST" -> {
                ObjectNode body = body(request);
                Endpoint.SHAPE.checkNew(body);
                requireRoom(endpoints);
                Endpoint made = endpoint(Ids.letters(ID_LETTERS), body);
                endpoints.put(made.id(), made);
                yield Response.json(200, made.json(withTemplate));
            }
            case "GET one" -> Response.json(200, require(id).json(withTemplate));
            case "PATCH one" -> {
                Endpoint endpoint = require(id);
                ObjectNode body = body(request);
                Endpoint.SHAPE.checkChange(body);
                endpoint.change(body, requireTemplate(body.path("templateId").asText(endpoint.templateId())));
                yield Response.json(200, endpoint.json(withTemplate));
            }
            case "DELETE one" -> {
                endpoints.remove(require(id).id());
                yield Response.empty();
            }
            default -> throw RunPodFailure.of(405, "method not allowed");
        };
    }

    private synchronized Response templates(String method, String id, Request request) {
        return switch (method + (id.isEmpty() ? "" : " one")) {
            case "GET" -> {
                boolean bound = request.query()
                        .getOrDefault("includeEndpointBoundTemplates", "")
                        .equals("true");
                ArrayNode all = JSON.arrayNode();
                templates.forEach((one, template) -> {
                    if (bound || !isBound(one)) {
                        all.add(template);
                    }
                });
                yield Response.json(200, all);
            }
            case "POST" -> {
                ObjectNode body = body(request);
                TEMPLATE.checkNew(body);
                requireRoom(templates);
                String name = body.path("name").asText();
                if (templates.values().stream()
                        .anyMatch(one -> one.path("name").asText().equals(name))) {
                    throw RunPodFailure.invalid("there is a template of this name");
                }
                String made = Ids.letters(ID_LETTERS);
                templates.put(made, template(made, body));
                yield Response.json(200, templates.get(made));
            }
            case "GET one" -> Response.json(200, requireTemplate(id));
            case "PATCH one" -> {
                ObjectNode body = body(request);
                TEMPLATE.checkChange(body);
                yield Response.json(200, requireTemplate(id).setAll(body));
            }
            case "DELETE one" -> {
                requireTemplate(id);
                if (isBound(id)) {
                    throw RunPodFailure.invalid("the template is in use");
                }
                templates.remove(id);
                yield Response.empty();
            }
            default -> throw RunPodFailure.of(405, "method not allowed");
        };
    }

    private boolean isBound(String template) {
        return endpoints.values().stream().anyMatch(one -> one.templateId().equals(template));
    }

    private Endpoint endpoint(String id, ObjectNode body) {
        ObjectNode template = requireTemplate(body.path("templateId").asText());
        return new Endpoint(id, clock.instant().toString(), body, template);
    }

    private static ObjectNode template(String id, ObjectNode body) {
        ObjectNode template = JSON.objectNode()
                .put("id", id)
                .put("category", "NVIDIA")
                .put("containerDiskInGb", 50)
                .put("earned", 0)
                .put("isPublic", false)
                .put("isRunpod", false)
                .put("isServerless", false)
                .put("readme", "")
                .put("runtimeInMin", 0)
                .put("volumeInGb", 20)
                .put("volumeMountPath", "/workspace");
        template.putArray("dockerEntrypoint");
        template.putArray("dockerStartCmd");
        template.putObject("env");
        template.putArray("ports").add("8888/http").add("22/tcp");
        return template.setAll(body);
    }

    private ObjectNode requireTemplate(String id) {
        ObjectNode template = templates.get(id);
        if (template == null) {
            throw RunPodFailure.notFound("template");
        }
        return template;
    }

    private static void requireRoom(Map<String, ?> resources) {
        if (resources.size() >= MAX_EACH) {
            throw RunPodFailure.invalid("there are " + MAX_EACH + " already");
        }
    }

    private static ObjectNode body(Request request) {
        return Json.object(request.body()).orElseThrow(() -> RunPodFailure.invalid("the body is not a JSON object"));
    }
}
