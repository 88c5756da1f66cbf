package com.in2peta.models.app;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import com.in2peta.models.api.ModelCollections;
import com.in2peta.models.domain.Model;
import com.in2peta.models.domain.ModelRepository;
import com.in2peta.models.persistence.CollectionTable;
import com.in2peta.models.persistence.CollectionTable.Entry;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Collections: callers read them, staff writes them. */
@Stateless
public class CollectionService implements ModelCollections {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int MAX_NAME = 100;
    private static final int MAX_DESCRIPTION = 1_000;
    private static final int MAX_FULL_DESCRIPTION = 20_000;

    @Inject
    ModelAccess access;

    @Inject
    ModelRepository models;

    @Inject
    ModelViews views;

    @Inject
    CollectionTable collections;

    @Inject
    Clock clock;

    @Override
    public List<Heading> list() {
        return collections.list();
    }

    @Override
    public CollectionView get(Caller caller, String slug) {
        access.enter(caller);
        Heading heading = collections.find(slug).orElseThrow(CollectionService::unknown);
        List<UUID> ids = collections.models(slug);
        Map<UUID, Model> visible = models.find(ids).stream().collect(Collectors.toMap(Model::id, Function.identity()));
        return new CollectionView(
                heading,
                views.of(ids.stream().map(visible::get).filter(Objects::nonNull).toList()));
    }

    @Override
    public void put(Heading heading, List<String> names) {
        check(heading, names);
        collections.asStaff(connection -> {
            List<Entry> entries = entries(connection, names);
            CollectionTable.write(connection, heading, entries, clock.instant());
            if (CollectionTable.count(connection) > Limits.COLLECTIONS) {
                throw new DomainException(
                        ProblemType.CONFLICT, "There are " + Limits.COLLECTIONS + " collections. Delete one first.");
            }
            return null;
        });
    }

    @Override
    public void delete(String slug) {
        int deleted = collections.asStaff(
                connection -> Sql.update(connection, "delete from models.collection where slug = ?", slug));
        if (deleted == 0) {
            throw unknown();
        }
    }

    private static List<Entry> entries(Connection connection, List<String> names) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String[] parts = names.get(i).split("/", 2);
            String at = "/models/" + i;
            CollectionTable.publicModel(connection, parts[0], parts[parts.length - 1])
                    .ifPresentOrElse(
                            entries::add, () -> violations.add(new Violation(at, "must be a public model owner/name")));
        }
        refuse(violations);
        return entries;
    }

    private static void check(Heading heading, List<String> names) {
        List<Violation> violations = new ArrayList<>();
        if (!SLUG.matcher(heading.slug()).matches()) {
            violations.add(new Violation("/slug", "must have 1 to 63 lower-case letters, digits or hyphens"));
        }
        if (heading.name().isBlank() || heading.name().length() > MAX_NAME) {
            violations.add(new Violation("/name", "must have 1 to 100 characters"));
        }
        if (heading.description().length() > MAX_DESCRIPTION) {
            violations.add(new Violation("/description", "must not have more than 1,000 characters"));
        }
        if (heading.fullDescription()
                .filter(text -> text.length() > MAX_FULL_DESCRIPTION)
                .isPresent()) {
            violations.add(new Violation("/full_description", "must not have more than 20,000 characters"));
        }
        if (names.size() > Limits.COLLECTION_MODELS || new HashSet<>(names).size() < names.size()) {
            violations.add(new Violation("/models", "must have up to 100 entries, each once"));
        }
        refuse(violations);
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new DomainException(ProblemType.INVALID_REQUEST, "The collection is invalid.", violations);
        }
    }

    private static DomainException unknown() {
        return DomainException.notFound("collection");
    }
}
