package com.in2peta.web.security;

import com.in2peta.identity.api.Authentication;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.web.api.Requests;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.Optional;

/**
 * The one way in: an API key or an access token in {@code Authorization}. A wrong credential is refused wherever it is shown; without one
 * only the open operations answer, which {@link Authorization} decides.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class ApiAuthentication implements ContainerRequestFilter {

    private static final Logger LOG = System.getLogger(ApiAuthentication.class.getName());
    private static final String SCHEME = "Bearer ";
    /** Replicate's older clients say this. */
    private static final String OLD_SCHEME = "Token ";

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

    @Inject
    Authentication authentication;

    @Override
    public void filter(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return;
        }
        Caller caller = authenticate(header)
                .orElseThrow(() -> new DomainException(
                        ProblemType.UNAUTHENTICATED, "The key or token is unknown, has ended or was revoked."));
        Requests.setCaller(request, caller);
        request.setSecurityContext(
                new CallerContext(caller, request.getSecurityContext().isSecure()));
    }

    private Optional<Caller> authenticate(String header) {
        try {
            return credential(header).flatMap(authentication::authenticate);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "credentials cannot be checked: {0}", FailureCode.of(e));
            throw new DomainException(ProblemType.UNAVAILABLE, "Credentials cannot be checked just now.");
        }
    }

    private static Optional<String> credential(String header) {
        if (header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.of(header.substring(SCHEME.length()).strip());
        }
        return header.regionMatches(true, 0, OLD_SCHEME, 0, OLD_SCHEME.length())
                ? Optional.of(header.substring(OLD_SCHEME.length()).strip())
                : Optional.empty();
    }
}
