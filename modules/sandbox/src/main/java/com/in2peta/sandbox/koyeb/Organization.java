package com.in2peta.sandbox.koyeb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.control.Settings;
import com.in2peta.sandbox.model.Ids;
import com.in2peta.sandbox.model.Model;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The apps and services of the organization. Callers hold its lock while they look at what it returns. */
final class Organization {

    static final int MAX_APPS = 200;
    static final int MAX_SERVICES = 200;

    /** The variable of the environment in which a container finds the bearer that it asks for. */
    static final String TOKEN_VARIABLE = "SERVICE_TOKEN";

    private static final int ID_LETTERS = 8;

    private final Settings settings;
    private final Clock clock;
    private final Map<String, App> apps = new LinkedHashMap<>();
    private final Map<String, Service> services = new LinkedHashMap<>();

    record App(String id, String name, long createdMillis) {}

    /** A service and the route by which a call came to it. */
    record Target(Service service, String prefix) {}

    Organization(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** For each model a service in an app of its name. They are as old as time: healthy at once. */
    synchronized void deployModels(String token) {
        for (Model model : Model.values()) {
            ObjectNode definition = JsonNodeFactory.instance
                    .objectNode()
                    .put("name", model.wire())
                    .put("type", "WEB");
            definition.putObject("docker").put("image", model.wire());
            definition.putArray("env").addObject().put("key", TOKEN_VARIABLE).put("value", token);
            App app = add(model.wire());
            services.put(model.wire(), new Service(model.wire(), app.id(), definition, settings, clock, 0));
        }
    }

    synchronized App add(String name) {
        if (apps.values().stream().anyMatch(app -> app.name().equals(name))) {
            throw KoyebFailure.conflict("An app of this name is there already");
        }
        requireRoom(apps, MAX_APPS);
        App app = new App(Ids.letters(ID_LETTERS), name, clock.millis());
        apps.put(app.id(), app);
        return app;
    }

    synchronized Service add(String appId, ObjectNode definition) {
        app(appId);
        requireRoom(services, MAX_SERVICES);
        Service service = new Service(Ids.letters(ID_LETTERS), appId, definition, settings, clock, clock.millis());
        services.put(service.id(), service);
        return service;
    }

    synchronized App app(String id) {
        return Optional.ofNullable(apps.get(id)).orElseThrow(() -> KoyebFailure.notFound("App"));
    }

    synchronized Collection<App> apps() {
        return List.copyOf(apps.values());
    }

    /** With everything in it. */
    synchronized void removeApp(String id) {
        app(id);
        services.values().removeIf(service -> service.appId().equals(id));
        apps.remove(id);
    }

    synchronized Service service(String id) {
        return Optional.ofNullable(services.get(id)).orElseThrow(() -> KoyebFailure.notFound("Service"));
    }

    synchronized Collection<Service> services() {
        return List.copyOf(services.values());
    }

    synchronized void removeService(String id) {
        service(id);
        services.remove(id);
    }

    /** The service of an app that takes calls of a path. */
    synchronized Optional<Target> target(String appName, String path) {
        return services.values().stream()
                .filter(service -> apps.get(service.appId()).name().equals(appName))
                .flatMap(service -> service.route(path).map(prefix -> new Target(service, prefix)).stream())
                .max((one, other) ->
                        Integer.compare(one.prefix().length(), other.prefix().length()));
    }

    /** What the container finds in its environment. */
    static Optional<String> token(Deployment deployment) {
        JsonNode env = deployment.definition().path("env");
        return Stream.iterate(0, i -> i < env.size(), i -> i + 1)
                .map(env::get)
                .filter(variable -> variable.path("key").asText().equals(TOKEN_VARIABLE))
                .map(variable -> variable.path("value").asText())
                .findFirst();
    }

    private static void requireRoom(Map<String, ?> resources, int most) {
        if (resources.size() >= most) {
            throw KoyebFailure.api(402, "quota_exceeded", "There are " + most + " already");
        }
    }
}
