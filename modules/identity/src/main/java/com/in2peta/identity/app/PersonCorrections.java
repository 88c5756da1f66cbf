package com.in2peta.identity.app;

import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.Correctable;
import com.in2peta.kernel.privacy.Subject;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Name and email. A token that was issued before shows the old name until it ends. */
@ApplicationScoped
class PersonCorrections implements Correctable {

    static final String NAME = "identity.person.name";
    static final String EMAIL = "identity.person.email";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Override
    public Set<String> elements() {
        return Set.of(NAME, EMAIL);
    }

    @Override
    public void correct(Subject subject, String element, Optional<UUID> row, String value) {
        Optional<String> wrong = element.equals(NAME) ? PersonFields.wrongName(value) : PersonFields.wrongEmail(value);
        if (wrong.isPresent()) {
            throw new DomainException(
                    ProblemType.INVALID_REQUEST,
                    "The value is invalid.",
                    List.of(new Violation("/value", wrong.get())));
        }
        try {
            update(subject, element.equals(NAME) ? "name" : "email", value.strip());
        } catch (DatabaseFailure e) {
            if (DatabaseFailure.isUniqueViolation(e)) {
                throw new DomainException(ProblemType.EMAIL_TAKEN, "Another account has this address.");
            }
            throw e;
        }
    }

    private void update(Subject subject, String column, String value) {
        Sql.update(
                database,
                "update identity.person set " + column + " = ?, version = version + 1 where id = ?",
                value,
                subject.personId());
    }
}
