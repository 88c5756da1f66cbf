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
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Name and email, sealed. */
@ApplicationScoped
class PersonCorrections implements Correctable {

    static final String NAME = "identity.person.name";
    static final String EMAIL = "identity.person.email";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    PersonSeals seals;

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
            update(subject.personId(), element, value.strip());
        } catch (DatabaseFailure e) {
            if (DatabaseFailure.isUniqueViolation(e)) {
                throw new DomainException(ProblemType.EMAIL_TAKEN, "Another account has this address.");
            }
            throw e;
        }
    }

    private void update(UUID personId, String element, String value) {
        if (element.equals(NAME)) {
            Sql.update(
                    database,
                    "update identity.person set name = ?, version = version + 1 where id = ?",
                    seals.sealName(personId, value),
                    personId);
            return;
        }
        Sql.update(
                database,
                "update identity.person set email = ?, email_index = ?, version = version + 1 where id = ?",
                seals.sealEmail(personId, value),
                seals.emailIndex(value),
                personId);
    }
}
