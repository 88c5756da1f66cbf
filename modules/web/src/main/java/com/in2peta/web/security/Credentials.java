package com.in2peta.web.security;

import com.in2peta.identity.api.Authentication;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** The one way in: an API key or an access token in {@code Authorization}. */
@ApplicationScoped
public class Credentials {

    private static final Logger LOG = System.getLogger(Credentials.class.getName());
    private static final String SCHEME = "Bearer ";
    /** Replicate's older clients say this. */
    private static final String OLD_SCHEME = "Token ";

    @Inject
    Authentication authentication;

    /**
     * Who shows this header; nobody without one.
     *
     * @throws DomainException when the credential is wrong, or cannot be checked
     */
    public Optional<Caller> check(String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        Optional<Caller> caller = authenticate(authorization);
        if (caller.isEmpty()) {
            throw new DomainException(
                    ProblemType.UNAUTHENTICATED, "The key or token is unknown, has ended or was revoked.");
        }
        return caller;
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
