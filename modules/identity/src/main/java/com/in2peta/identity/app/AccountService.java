package com.in2peta.identity.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.in2peta.identity.api.Accounts;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Sign-up, and what a person may see of the own account. */
@ApplicationScoped
class AccountService implements Accounts {

    private static final int MIN_PASSWORD = 8;
    private static final int MAX_PASSWORD = 128;
    private static final Duration REMEMBER_NAME = Duration.ofSeconds(1);
    private static final int REMEMBERED_NAMES = 10_000;
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,38}");

    @Inject
    Registration registration;

    @Inject
    PasswordService passwords;

    @Inject
    PersonReader persons;

    @Inject
    PersonSeals seals;

    private final Cache<UUID, String> names = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_NAMES)
            .expireAfterWrite(REMEMBER_NAME)
            .build();

    @Override
    public void signUp(SignUp signUp) {
        check(signUp);
        String hash = passwords.hash(signUp.password());
        try {
            registration.register(signUp, hash);
        } catch (RuntimeException e) {
            if (!DatabaseFailure.isUniqueViolation(e)) {
                throw e;
            }
            // Somebody took the address or the username between the look and the insert: now it is seen.
            registration.register(signUp, hash);
        }
    }

    @Override
    public String name(Caller caller) {
        return names.get(caller.personId(), id -> open(caller));
    }

    private String open(Caller caller) {
        return persons.find(caller)
                .map(person -> seals.openName(person.id(), person.name()))
                .orElseThrow(() -> DomainException.notFound("account"));
    }

    private static void check(SignUp signUp) {
        if (!signUp.adult()) {
            throw new DomainException(ProblemType.UNDERAGE, "Affirm that you are 18 or older with age_confirmed.");
        }
        List<Violation> violations = new ArrayList<>();
        PersonFields.wrongName(signUp.name()).ifPresent(wrong -> violations.add(new Violation("/name", wrong)));
        PersonFields.wrongEmail(signUp.email()).ifPresent(wrong -> violations.add(new Violation("/email", wrong)));
        int length = signUp.password().codePointCount(0, signUp.password().length());
        if (length < MIN_PASSWORD || length > MAX_PASSWORD) {
            violations.add(new Violation("/password", "must have 8 to 128 characters"));
        }
        if (signUp.username().filter(AccountService::isWrong).isPresent()) {
            violations.add(
                    new Violation(
                            "/username",
                            "must have 1 to 39 lower-case letters, digits or hyphens, not begin with a hyphen and not look like an id"));
        }
        if (!violations.isEmpty()) {
            throw new DomainException(ProblemType.INVALID_REQUEST, "The sign-up is invalid.", violations);
        }
    }

    private static boolean isWrong(String username) {
        return !USERNAME.matcher(username).matches() || Ids.isText(username);
    }
}
