package com.in2peta.sandbox.koyeb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.http.Json;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The API below {@code /v1}: apps, services and deployments. */
final class Management {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Organization organization;

    Management(Organization organization) {
        this.organization = organization;
    }

    Response handle(Request request) {
        List<String> path = request.segments();
        String root = path.isEmpty() ? "" : path.get(0);
        String id = path.size() > 1 ? path.get(1) : "";
        String action = path.size() > 2 ? path.get(2) : "";
        String call = request.method() + (id.isEmpty() ? "" : " one") + (action.isEmpty() ? "" : " " + action);
        synchronized (organization) {
            ObjectNode answer = switch (path.size() > 3 ? "" : root) {
                case "apps" -> apps(call, id, request);
                case "services" -> services(call, id, request);
                case "deployments" -> deployments(call, id, request);
                default -> throw KoyebFailure.notFound("Path");
            };
            return Response.json(200, answer);
        }
    }

    private ObjectNode apps(String call, String id, Request request) {
        String host = request.header("Host").orElse("");
        return switch (call) {
            case "GET" ->
                KoyebJson.page(
                        "apps",
                        request.query(),
                        organization.apps().stream()
                                .filter(app -> matches(request, "name", app.name()))
                                .map(app -> KoyebJson.app(app, servicesOf(app), host)));
            case "POST" -> {
                String name = body(request).path("name").asText();
                Definitions.requireName("name", name);
                yield wrapped("app", KoyebJson.app(organization.add(name), List.of(), host));
            }
            case "GET one" -> {
                Organization.App app = organization.app(id);
                yield wrapped("app", KoyebJson.app(app, servicesOf(app), host));
            }
            case "DELETE one" -> {
                organization.removeApp(id);
                yield JSON.objectNode();
            }
            default -> throw KoyebFailure.notFound("Path");
        };
    }

    private ObjectNode services(String call, String id, Request request) {
        switch (call) {
            case "GET" -> {
                return KoyebJson.page(
                        "services",
                        request.query(),
                        organization.services().stream()
                                .filter(service -> matches(request, "app_id", service.appId()))
                                .filter(service -> matches(request, "name", service.name()))
                                .map(KoyebJson::service));
            }
            case "POST" -> {
                ObjectNode body = body(request);
                ObjectNode definition = Definitions.of(body);
                return wrapped(
                        "service",
                        KoyebJson.service(organization.add(body.path("app_id").asText(), definition)));
            }
            case "DELETE one" -> {
                organization.removeService(id);
                return JSON.objectNode();
            }
            default -> {
                return service(call, organization.service(id), request);
            }
        }
    }

    private ObjectNode service(String call, Service service, Request request) {
        switch (call) {
            case "GET one" -> {
                return wrapped("service", KoyebJson.service(service));
            }
            case "PUT one", "PATCH one" -> {
                service.deploy(Definitions.of(body(request)));
                return wrapped("service", KoyebJson.service(service));
            }
            case "POST one pause" -> service.pause();
            case "POST one resume" -> service.resume();
            case "POST one redeploy" -> {
                service.deploy(service.latest().definition());
                return wrapped("deployment", KoyebJson.deployment(service, service.latest()));
            }
            case "GET one scale" -> {
                ObjectNode answer = JSON.objectNode();
                answer.set("scalings", service.scaling().orElse(JSON.arrayNode()));
                return answer;
            }
            case "PUT one scale" -> service.scale(Optional.of(Definitions.scalings(body(request))));
            case "DELETE one scale" -> service.scale(Optional.empty());
            default -> throw KoyebFailure.notFound("Path");
        }
        return JSON.objectNode();
    }

    private ObjectNode deployments(String call, String id, Request request) {
        if (call.equals("GET")) {
            return KoyebJson.page(
                    "deployments",
                    request.query(),
                    organization.services().stream()
                            .filter(service -> matches(request, "app_id", service.appId()))
                            .filter(service -> matches(request, "service_id", service.id()))
                            .flatMap(service -> service.deployments().stream()
                                    .map(deployment -> KoyebJson.deployment(service, deployment))));
        }
        for (Service service : organization.services()) {
            for (Deployment deployment : service.deployments()) {
                if (deployment.id().equals(id)) {
                    return deployment(call, service, deployment);
                }
            }
        }
        throw KoyebFailure.notFound("Deployment");
    }

    private static ObjectNode deployment(String call, Service service, Deployment deployment) {
        switch (call) {
            case "GET one" -> {
                return wrapped("deployment", KoyebJson.deployment(service, deployment));
            }
            case "POST one cancel" -> {
                if (!service.status(deployment).isOnItsWay()) {
                    throw KoyebFailure.conflict("The deployment is not on its way any more");
                }
                deployment.cancel();
                return JSON.objectNode();
            }
            default -> throw KoyebFailure.notFound("Path");
        }
    }

    private List<Service> servicesOf(Organization.App app) {
        return organization.services().stream()
                .filter(service -> service.appId().equals(app.id()))
                .toList();
    }

    private static boolean matches(Request request, String parameter, String value) {
        return Stream.ofNullable(request.query().get(parameter)).allMatch(value::equals);
    }

    private static ObjectNode wrapped(String name, JsonNode value) {
        ObjectNode answer = JSON.objectNode();
        answer.set(name, value);
        return answer;
    }

    private static ObjectNode body(Request request) {
        return Json.object(request.body()).orElseThrow(() -> KoyebFailure.invalid("", "not a JSON object"));
    }
}
