package com.in2peta.identity.app;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.Reauthentication;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import javax.sql.DataSource;

/** Compares the password of a person who is signed in already. */
@ApplicationScoped
class PasswordConfirmation implements Reauthentication {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    PasswordService passwords;

    @Override
    public void confirm(UUID personId, String password) {
        var hash = Sql.query(
                        database,
                        "select password_hash from identity.person where id = ?",
                        row -> row.getString(1),
                        personId)
                .stream()
                .findFirst();
        if (!passwords.matches(password, hash)) {
            throw new DomainException(ProblemType.INVALID_CREDENTIALS, "The password is wrong.");
        }
    }
}
