package com.in2peta.identity.app;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.limit.RateLimit;
import com.in2peta.kernel.limit.RateLimits;
import com.in2peta.kernel.privacy.Reauthentication;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.RateLimited;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import javax.sql.DataSource;

/** Checks the password of who is signed in. An attempt is counted before it is looked at, so many at once do not get past the limit. */
@ApplicationScoped
class PasswordConfirmation implements Reauthentication {

    private static final int LONGEST = 1_000;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    PasswordService passwords;

    @Inject
    RateLimits limits;

    @Override
    public void confirm(UUID personId, String password) {
        if (!limits.admit(RateLimit.PASSWORD_CHECKS, personId)) {
            throw new RateLimited(
                    "Too many passwords were tried. Sign in again later.", RateLimit.PASSWORD_CHECKS.window());
        }
        var hash = Sql.query(
                        database,
                        "select password_hash from identity.person where id = ?",
                        row -> row.getString(1),
                        personId)
                .stream()
                .findFirst();
        if (password.length() > LONGEST || !passwords.matches(password, hash)) {
            throw new DomainException(ProblemType.INVALID_CREDENTIALS, "The password is wrong.");
        }
        limits.forget(RateLimit.PASSWORD_CHECKS, personId);
    }
}
