package com.in2peta.identity.app;

import com.in2peta.identity.domain.PasswordHash;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Hashes and checks passwords, a few at a time: each takes 19 MiB, and a crowd at the login must not take the node down. */
@ApplicationScoped
public class PasswordService {

    static final int PERMITS = 4;
    static final int WAIT_SECONDS = 5;

    private final Semaphore permits = new Semaphore(PERMITS);
    /** What an unknown address is checked against, so that it costs the same as a known one. */
    private final String nobody = PasswordHash.of("nobody has this password");

    public String hash(String password) {
        return limited(() -> PasswordHash.of(password));
    }

    /** False for a missing hash, after the same work. */
    public boolean matches(String password, Optional<String> phc) {
        return limited(() -> PasswordHash.matches(password, phc.orElse(nobody)) && phc.isPresent());
    }

    private <T> T limited(Supplier<T> work) {
        boolean acquired = false;
        try {
            acquired = permits.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
            if (!acquired) {
                throw new DomainException(ProblemType.OVERLOADED, "Too many people are signing in just now.");
            }
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DomainException(ProblemType.OVERLOADED, "The service is stopping.");
        } finally {
            if (acquired) {
                permits.release();
            }
        }
    }
}
