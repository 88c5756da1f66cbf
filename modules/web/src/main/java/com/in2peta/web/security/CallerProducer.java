package com.in2peta.web.security;

import com.in2peta.identity.api.Caller;
import com.in2peta.web.api.Requests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Lets claims be injected the MicroProfile way, whether a token was shown or a key. */
@ApplicationScoped
public class CallerProducer {

    private static final UUID NOBODY = new UUID(0, 0);

    @Inject
    HttpServletRequest request;

    @Produces
    @RequestScoped
    JsonWebToken token() {
        return Requests.caller(request)
                .<JsonWebToken>map(caller -> caller)
                .orElseGet(() -> Caller.byToken(NOBODY, NOBODY, "anonymous", Set.of(), Map.of()));
    }
}
