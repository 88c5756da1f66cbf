package com.in2peta.web.api;

import com.in2peta.inference.api.UsageLog;
import com.in2peta.inference.api.UsageLog.ApiCall;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Headers that every answer carries, and the row of the usage log. */
@Provider
public class ResponseFilter implements ContainerResponseFilter {

    @Inject
    UsageLog usageLog;

    @Inject
    Clock clock;

    @Override
    public void filter(ContainerRequestContext in, ContainerResponseContext out) {
        MultivaluedMap<String, Object> headers = out.getHeaders();
        headers.putSingle("X-Request-Id", Requests.id(in));
        // A resource that says one of them itself says it more strictly.
        SecurityHeaders.ALL.forEach((name, value) -> headers.putIfAbsent(name, new ArrayList<>(List.of(value))));
        Requests.caller(in).ifPresent(caller -> {
            Long started = (Long) in.getProperty(RequestFilter.STARTED);
            String route = (String) in.getProperty(Routes.ROUTE);
            usageLog.record(new ApiCall(
                    clock.instant(),
                    caller.organizationId(),
                    caller.personId(),
                    caller.apiKeyId(),
                    Requests.id(in),
                    in.getMethod().length() <= Requests.LONGEST_METHOD ? in.getMethod() : Requests.UNMATCHED,
                    route == null ? Requests.UNMATCHED : route,
                    out.getStatus(),
                    started == null ? 0 : TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started)));
        });
    }
}
