package com.in2peta.identity.app;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.privacy.Subject;
import com.in2peta.kernel.privacy.Subjects;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Finds persons by what others know of them. */
@ApplicationScoped
class PersonDirectory implements Subjects {

    private static final String SUBJECT = """
            select p.id, p.organization_id, o.username
            from identity.person p join identity.organization o on o.organization_id = p.organization_id and o.kind = 'personal'
            """;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    PersonSeals seals;

    @Override
    public Optional<Subject> byPerson(UUID personId) {
        return one("where p.id = ?", personId);
    }

    @Override
    public Optional<Subject> byUsername(String username) {
        return one("where o.username = ?", username);
    }

    @Override
    public Optional<Subject> byEmail(String email) {
        return one("where p.email_index = ?", seals.emailIndex(email));
    }

    @Override
    public Map<String, Subject> byIdOrUsername(Collection<String> texts) {
        // What looks like an id is one: a username that looks like somebody's id names nobody.
        Map<Boolean, List<String>> wanted = texts.stream().collect(Collectors.partitioningBy(Ids::isText));
        Map<String, Subject> found = new HashMap<>();
        Sql.query(
                        database,
                        SUBJECT + "where p.id = any (?)",
                        PersonDirectory::subject,
                        new Values(
                                "uuid",
                                wanted.get(true).stream().map(UUID::fromString).toArray()))
                .forEach(subject -> found.put(subject.personId().toString(), subject));
        Sql.query(
                        database,
                        SUBJECT + "where o.username = any (?)",
                        PersonDirectory::subject,
                        new Values("text", wanted.get(false).toArray()))
                .forEach(subject -> found.put(subject.username(), subject));
        return found;
    }

    private Optional<Subject> one(String where, Object parameter) {
        return Sql.query(database, SUBJECT + where, PersonDirectory::subject, parameter).stream()
                .findFirst();
    }

    private static Subject subject(ResultSet row) throws SQLException {
        return new Subject(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3));
    }
}
