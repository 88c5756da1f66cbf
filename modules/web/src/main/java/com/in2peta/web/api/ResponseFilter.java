package com.in2peta.web.api;

import com.in2peta.inference.api.UsageLog;
import com.in2peta.inference.api.UsageLog.ApiCall;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Headers that every answer carries, and the row of the usage log. */
@Provider
public class ResponseFilter implements ContainerResponseFilter {

    private static final String UNMATCHED = "unmatched";

    @Context
    HttpServletRequest request;

    @Inject
    UsageLog usageLog;

    @Inject
    Clock clock;

    @Context
    ResourceInfo resource;

    private final Map<Method, String> routes = new ConcurrentHashMap<>();

    @Override
    public void filter(ContainerRequestContext in, ContainerResponseContext out) {
        MultivaluedMap<String, Object> headers = out.getHeaders();
        headers.putSingle("X-Request-Id", Requests.id(request));
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Cache-Control", "no-store");
        headers.putSingle("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        Requests.caller(request).ifPresent(caller -> {
            Long started = (Long) request.getAttribute(RequestFilter.STARTED);
            usageLog.record(new ApiCall(
                    clock.instant(),
                    caller.organizationId(),
                    caller.personId(),
                    caller.apiKeyId(),
                    Requests.id(request),
                    in.getMethod().length() <= 16 ? in.getMethod() : UNMATCHED,
                    resource.getResourceMethod() == null
                            ? UNMATCHED
                            : routes.computeIfAbsent(resource.getResourceMethod(), ResponseFilter::route),
                    out.getStatus(),
                    started == null ? 0 : TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started)));
        });
    }

    /** The template of the path, so that no id gets into the log. */
    private static String route(Method method) {
        Path root = method.getDeclaringClass().getAnnotation(Path.class);
        Path sub = method.getAnnotation(Path.class);
        return "/" + (root == null ? "" : root.value()) + (sub == null ? "" : "/" + sub.value());
    }
}
