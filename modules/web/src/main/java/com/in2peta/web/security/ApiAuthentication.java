package com.in2peta.web.security;

import com.in2peta.identity.api.Caller;
import com.in2peta.web.api.Requests;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;

/**
 * Tells JAX-RS who calls, which was found out before the request came to it. A wrong credential is refused wherever it is shown; without one
 * only the open operations answer, which {@link Authorization} decides.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class ApiAuthentication implements ContainerRequestFilter {

    /** What JAX-RS and {@code isUserInRole} ask of a request. */
    private record CallerContext(Caller caller, boolean isSecure) implements SecurityContext {

        @Override
        public Principal getUserPrincipal() {
            return caller;
        }

        @Override
        public boolean isUserInRole(String role) {
            return caller.roles().contains(role);
        }

        @Override
        public String getAuthenticationScheme() {
            return "Bearer";
        }
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Requests.refusal(request).ifPresent(refusal -> {
            throw refusal;
        });
        Requests.caller(request)
                .ifPresent(caller -> request.setSecurityContext(
                        new CallerContext(caller, request.getSecurityContext().isSecure())));
    }
}
