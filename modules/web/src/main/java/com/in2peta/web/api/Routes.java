package com.in2peta.web.api;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;

/** Names each operation once, when it is bound, by the template of its path: no id gets into the log. */
@Provider
public class Routes implements DynamicFeature {

    static final String ROUTE = "in2peta.route";

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        String route = route(resource.getResourceMethod());
        ContainerRequestFilter note = request -> request.setProperty(ROUTE, route);
        context.register(note, Priorities.AUTHENTICATION);
    }

    private static String route(Method method) {
        Path root = method.getDeclaringClass().getAnnotation(Path.class);
        Path sub = method.getAnnotation(Path.class);
        return "/" + (root == null ? "" : root.value()) + (sub == null ? "" : "/" + sub.value());
    }
}
