package com.in2peta.models.app;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.Correctable;
import com.in2peta.kernel.privacy.PublishedWork;
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

/** What the registry does for the rights of a model's owner. */
@ApplicationScoped
class ModelCorrections implements Correctable, PublishedWork {

    private static final String DESCRIPTION = "models.model.description";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Override
    public Set<String> elements() {
        return Set.of(DESCRIPTION);
    }

    @Override
    public void correct(Subject subject, String element, Optional<UUID> row, String value) {
        if (value.length() > ModelRules.MAX_DESCRIPTION) {
            throw new DomainException(
                    ProblemType.INVALID_REQUEST,
                    "The value is invalid.",
                    List.of(new Violation("/value", "must not have more than 4,000 characters")));
        }
        int corrected = Sql.update(
                database,
                "update models.model set description = ?, version = version + 1 where id = ?::uuid and organization_id = ?",
                value,
                row.map(UUID::toString).orElse(null),
                subject.organizationId());
        if (corrected == 0) {
            throw DomainException.notFound("model of this person");
        }
    }

    /** Public models can be called by everybody. */
    @Override
    public boolean isPublished(UUID organizationId) {
        return Sql.query(
                        database,
                        "select exists (select from models.model where organization_id = ? and visibility = 'public')",
                        row -> row.getBoolean(1),
                        organizationId)
                .get(0);
    }
}
