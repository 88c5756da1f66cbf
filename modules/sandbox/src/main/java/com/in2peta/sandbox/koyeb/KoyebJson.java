package com.in2peta.sandbox.koyeb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.koyeb.Organization.App;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The wire shapes of the API. */
final class KoyebJson {

    private static final String ORGANIZATION = "sandbox";
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;

    private KoyebJson() {}

    /** A page of a list, newest last. */
    static ObjectNode page(String name, Map<String, String> query, Stream<ObjectNode> all) {
        int limit = number(query.get("limit"), DEFAULT_LIMIT, MAX_LIMIT);
        int offset = number(query.get("offset"), 0, Integer.MAX_VALUE);
        List<ObjectNode> items = all.toList();
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode shown = page.putArray(name);
        items.stream().skip(offset).limit(limit).forEach(shown::add);
        return page.put("limit", limit)
                .put("offset", offset)
                .put("count", items.size())
                .put("has_next", (long) offset + limit < items.size());
    }

    /** The domain leads to the edge of this sandbox; a real one is a bare host name. */
    static ObjectNode app(App app, List<Service> services, String host) {
        ObjectNode json = resource(app.id(), app.createdMillis()).put("name", app.name());
        boolean healthy = services.stream().allMatch(service -> service.status() == Service.Status.HEALTHY);
        json.put("status", healthy ? "HEALTHY" : "STARTING");
        json.putArray("domains").addObject().put("name", host + "/koyeb/apps/" + app.name());
        return json;
    }

    static ObjectNode service(Service service) {
        ObjectNode json = resource(service.id(), service.createdMillis())
                .put("name", service.name())
                .put("type", "WEB")
                .put("app_id", service.appId())
                .put("status", service.status().name())
                .put("latest_deployment_id", service.latest().id())
                .put("version", Integer.toString(service.deployments().size()));
        service.active().ifPresent(deployment -> json.put("active_deployment_id", deployment.id()));
        return json;
    }

    static ObjectNode deployment(Service service, Deployment deployment) {
        ObjectNode json = resource(deployment.id(), deployment.createdMillis())
                .put("app_id", service.appId())
                .put("service_id", service.id())
                .put("status", service.status(deployment).name());
        json.set("definition", deployment.definition());
        return json;
    }

    private static ObjectNode resource(String id, long createdMillis) {
        String created = Instant.ofEpochMilli(createdMillis).toString();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("organization_id", ORGANIZATION)
                .put("created_at", created)
                .put("updated_at", created);
        json.putArray("messages");
        return json;
    }

    private static int number(String asked, int byDefault, int most) {
        return asked != null && asked.matches("\\d{1,6}") ? Math.min(Integer.parseInt(asked), most) : byDefault;
    }
}
