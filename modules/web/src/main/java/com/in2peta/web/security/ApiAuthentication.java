package com.in2peta.web.security;

import com.in2peta.identity.api.Authentication;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.web.api.ProblemServlet;
import com.in2peta.web.api.Requests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * The one way in: an API key or an access token in {@code Authorization}. A wrong credential is refused wherever it is shown; without one
 * only the open operations answer, which {@link Authorization} decides.
 */
@ApplicationScoped
public class ApiAuthentication implements HttpAuthenticationMechanism {

    private static final Logger LOG = System.getLogger(ApiAuthentication.class.getName());
    private static final String SCHEME = "Bearer ";
    /** Replicate's older clients say this. */
    private static final String OLD_SCHEME = "Token ";

    @Inject
    Authentication authentication;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        String header = request.getHeader("Authorization");
        if (header == null) {
            return context.doNothing();
        }
        Optional<Caller> caller;
        try {
            caller = credential(header).flatMap(authentication::authenticate);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "credentials cannot be checked: {0}", e.getMessage());
            response.setHeader("Retry-After", "1");
            return refuse(request, response, ProblemType.OVERLOADED);
        }
        if (caller.isEmpty()) {
            response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            return refuse(request, response, ProblemType.UNAUTHENTICATED);
        }
        Requests.setCaller(request, caller.get());
        return context.notifyContainerAboutLogin(caller.get(), caller.get().roles());
    }

    private static Optional<String> credential(String header) {
        if (header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.of(header.substring(SCHEME.length()).strip());
        }
        return header.regionMatches(true, 0, OLD_SCHEME, 0, OLD_SCHEME.length())
                ? Optional.of(header.substring(OLD_SCHEME.length()).strip())
                : Optional.empty();
    }

    private static AuthenticationStatus refuse(
            HttpServletRequest request, HttpServletResponse response, ProblemType type) throws AuthenticationException {
        try {
            ProblemServlet.write(request, response, type, request.getRequestURI());
            return AuthenticationStatus.SEND_FAILURE;
        } catch (IOException e) {
            throw new AuthenticationException("the refusal could not be sent", e);
        }
    }
}
