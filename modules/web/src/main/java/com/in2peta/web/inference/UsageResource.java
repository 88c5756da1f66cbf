package com.in2peta.web.inference;

import com.in2peta.identity.api.Roles;
import com.in2peta.inference.api.UsageLog;
import com.in2peta.inference.api.UsageLog.ApiCall;
import com.in2peta.kernel.page.Slice;
import com.in2peta.web.api.Page;
import com.in2peta.web.api.Requests;
import com.in2peta.web.api.WebConfig;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;

/** The caller's own API calls of the last 90 days. */
@Path("v1/usage")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Produces(MediaType.APPLICATION_JSON)
public class UsageResource {

    public record CallView(
            Instant occurredAt,
            String requestId,
            UUID apiKeyId,
            String method,
            String route,
            int status,
            long durationMicros) {

        static CallView of(ApiCall call) {
            return new CallView(
                    call.occurredAt(),
                    call.requestId(),
                    call.apiKeyId().orElse(null),
                    call.method(),
                    call.route(),
                    call.status(),
                    call.durationMicros());
        }
    }

    @Inject
    UsageLog usageLog;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @GET
    public Page<CallView> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        var rows = usageLog.list(Requests.requireCaller(request), slice);
        return Page.of(
                config.url("/v1/usage"), slice, rows, call -> call.occurredAt().toString(), CallView::of);
    }
}
