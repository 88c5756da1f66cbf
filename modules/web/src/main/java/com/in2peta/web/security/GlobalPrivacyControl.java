package com.in2peta.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.privacy.PurposeGate;
import com.in2peta.web.api.Requests;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import java.util.UUID;

/**
 * {@code Sec-GPC: 1} (https://w3c.github.io/gpc/) of a signed-in caller is an objection to the analysis of usage, and stays one: a browser
 * that sends it says so with each request, and one that does not says nothing.
 */
@Provider
@ApplicationScoped
@Priority(Priorities.AUTHORIZATION)
public class GlobalPrivacyControl implements ContainerRequestFilter {

    private static final String HEADER = "Sec-GPC";
    private static final int REMEMBERED = 10_000;

    @Inject
    PurposeGate gate;

    private final Cache<UUID, Boolean> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    @Override
    public void filter(ContainerRequestContext request) {
        Requests.caller(request).ifPresent(caller -> heed(caller, request.getHeaderString(HEADER)));
    }

    /** For what answers without JAX-RS. */
    public void heed(Caller caller, HttpServletRequest request) {
        heed(caller, request.getHeader(HEADER));
    }

    private void heed(Caller caller, String header) {
        if ("1".equals(header)) {
            known.get(caller.organizationId(), this::object);
        }
    }

    private Boolean object(UUID organizationId) {
        gate.close(organizationId, Set.of(Purpose.TRENDS), PurposeGate.Ground.GLOBAL_PRIVACY_CONTROL);
        return true;
    }
}
