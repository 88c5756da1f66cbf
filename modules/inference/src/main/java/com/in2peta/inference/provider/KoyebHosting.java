package com.in2peta.inference.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.inference.domain.Hosting;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.ProviderFailure.Kind;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Koyeb's API (https://developer.koyeb.com): an app of its own for each endpoint, with one service in it. Names of apps are unique in an organization. */
final class KoyebHosting implements Hosting {

    /** The variable in which a container finds the bearer that it is to ask for. */
    static final String SECRET = "SERVICE_TOKEN";

    private static final String SERVICE = "model";
    private static final String REGION = "fra";
    /** Where Cog's server listens. */
    private static final int PORT = 5000;

    private final ManagementHttp http;
    private final String hosts;

    /** @param hosts the host of services, or with a dot in front the domain of all of them */
    KoyebHosting(ManagementHttp http, String hosts) {
        this.http = http;
        this.hosts = hosts;
    }

    @Override
    public String provider() {
        return "koyeb";
    }

    @Override
    public Hosted make(Order order) {
        ManagementHttp.Calls calls = http.begin();
        JsonNode app = app(calls, order.name()).orElseGet(() -> {
            ObjectNode body = ProviderHttp.JSON.createObjectNode().put("name", order.name());
            return calls.send("POST", "/apps", body, order.organizationId()).path("app");
        });
        List<JsonNode> present = services(calls, app);
        for (JsonNode other : present.subList(Math.min(1, present.size()), present.size())) {
            calls.delete("/services/" + ManagementHttp.id(other));
        }
        String id = present.isEmpty() ? create(calls, app, order) : change(calls, present.get(0), order);
        Hosted hosted = hosted(calls.get("/services/" + id).path("service"), app, false);
        if (hosted.url().isEmpty()) {
            throw new ProviderFailure("The app has no address yet.", Kind.TEMPORARY);
        }
        return hosted;
    }

    private static String create(ManagementHttp.Calls calls, JsonNode app, Order order) {
        ObjectNode body = ProviderHttp.JSON.createObjectNode().put("app_id", ManagementHttp.id(app));
        body.set("definition", definition(order));
        String id = ManagementHttp.id(
                calls.send("POST", "/services", body, order.organizationId()).path("service"));
        if (order.paused()) {
            calls.order("POST", "/services/" + id + "/pause", "");
        }
        return id;
    }

    /** What a paused service is to be like it learns when it goes on. */
    private static String change(ManagementHttp.Calls calls, JsonNode service, Order order) {
        String path = "/services/" + ManagementHttp.id(service);
        String status = service.path("status").asText();
        if (order.paused()) {
            if (!status.equals("PAUSED") && !status.equals("PAUSING")) {
                calls.order("POST", path + "/pause", "");
            }
        } else {
            if (status.equals("PAUSING")) {
                throw new ProviderFailure("The service is still being paused.", Kind.TEMPORARY);
            }
            if (status.equals("PAUSED")) {
                calls.order("POST", path + "/resume", "");
            }
            ObjectNode body = ProviderHttp.JSON.createObjectNode();
            body.set("definition", definition(order));
            calls.send("PUT", path, body, order.organizationId());
        }
        return ManagementHttp.id(service);
    }

    private static ObjectNode definition(Order order) {
        Wanted wanted = order.wanted();
        ObjectNode definition =
                ProviderHttp.JSON.createObjectNode().put("name", SERVICE).put("type", "WEB");
        definition.putObject("docker").put("image", wanted.image());
        definition.putArray("regions").add(order.region().orElse(REGION));
        definition.putArray("instance_types").addObject().put("type", wanted.gpu());
        definition.putArray("ports").addObject().put("port", PORT).put("protocol", "http");
        definition.putArray("routes").addObject().put("port", PORT).put("path", "/");
        ObjectNode scaling = definition
                .putArray("scalings")
                .addObject()
                .put("min", wanted.minReplicas())
                .put("max", wanted.maxReplicas());
        if (wanted.minReplicas() < wanted.maxReplicas()) {
            scaling.putArray("targets")
                    .addObject()
                    .putObject("concurrent_requests")
                    .put("value", 1);
        }
        ArrayNode env = definition.putArray("env");
        env.addObject().put("key", SECRET).put("value", wanted.secret());
        wanted.env().forEach((key, value) -> env.addObject().put("key", key).put("value", value));
        return definition;
    }

    @Override
    public Optional<Hosted> look(String name) {
        ManagementHttp.Calls calls = http.beginLook();
        return app(calls, name).flatMap(app -> {
            List<JsonNode> present = services(calls, app);
            return present.stream().findFirst().map(service -> hosted(service, app, present.size() > 1));
        });
    }

    /** An app goes with its services. */
    @Override
    public void remove(String name) {
        ManagementHttp.Calls calls = http.begin();
        app(calls, name).ifPresent(app -> calls.delete("/apps/" + ManagementHttp.id(app)));
    }

    private static Optional<JsonNode> app(ManagementHttp.Calls calls, String name) {
        return listed(calls.get("/apps?limit=100&name=" + name), "apps").stream()
                .filter(app -> app.path("name").asText().equals(name))
                .findFirst();
    }

    /** Oldest first. */
    private static List<JsonNode> services(ManagementHttp.Calls calls, JsonNode app) {
        return listed(calls.get("/services?limit=100&app_id=" + ManagementHttp.id(app)), "services");
    }

    /** Without what is going or has gone. */
    private static List<JsonNode> listed(JsonNode page, String field) {
        if (!page.path(field).isArray()) {
            throw new ProviderFailure("The provider's answer is no list.", Kind.TEMPORARY);
        }
        return StreamSupport.stream(page.path(field).spliterator(), false)
                .filter(one -> !one.path("status").asText().startsWith("DELET"))
                .sorted(Comparator.comparing(one -> one.path("created_at").asText()))
                .toList();
    }

    private Hosted hosted(JsonNode service, JsonNode app, boolean surplus) {
        State state = switch (service.path("status").asText()) {
            case "HEALTHY", "DEGRADED" -> State.READY;
            case "PAUSED" -> State.PAUSED;
            case "UNHEALTHY", "DELETING", "DELETED" -> State.FAILED;
            default -> State.PENDING;
        };
        return new Hosted(ManagementHttp.id(service), state, url(app), surplus);
    }

    /** The address under the provider's own domain: what else leads to the app is its owner's affair. */
    private Optional<URI> url(JsonNode app) {
        boolean loopback = hosts.equals("127.0.0.1") || hosts.equals("localhost");
        return StreamSupport.stream(app.path("domains").spliterator(), false)
                .map(domain -> (loopback ? "http://" : "https://")
                        + domain.path("name").asText())
                .filter(text -> text.matches("https?://[A-Za-z0-9.:/-]{1,300}"))
                .map(URI::create)
                .filter(url -> url.getHost() != null
                        && (hosts.startsWith(".")
                                ? url.getHost().endsWith(hosts)
                                : url.getHost().equals(hosts)))
                .findFirst();
    }
}
