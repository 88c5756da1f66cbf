package com.in2peta.models.persistence;

import com.in2peta.kernel.database.Sql;
import com.in2peta.models.api.ModelCollections.Heading;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Collections in SQL. Everybody reads them; staff writes, over models of any organization and so by the pool of background work. */
@ApplicationScoped
public class CollectionTable {

    /** A model that can be put into a collection. */
    public record Entry(UUID modelId, UUID organizationId) {}

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource batchDatabase;

    public List<Heading> list() {
        return Sql.query(database, "select * from models.collection order by name, slug", CollectionTable::heading);
    }

    public Optional<Heading> find(String slug) {
        return Sql.query(database, "select * from models.collection where slug = ?", CollectionTable::heading, slug)
                .stream()
                .findFirst();
    }

    /** In staff's order, as far as row-level security shows them. */
    public List<UUID> models(String slug) {
        return Sql.query(
                database,
                "select model_id from models.collection_model where slug = ? order by position",
                row -> row.getObject(1, UUID.class),
                slug);
    }

    /** A public model. */
    public static Optional<Entry> publicModel(Connection connection, String owner, String name) throws SQLException {
        return Sql.query(
                        connection,
                        "select id, organization_id from models.model where owner = ? and name = ? and visibility = 'public'",
                        row -> new Entry(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                        owner,
                        name)
                .stream()
                .findFirst();
    }

    public static long count(Connection connection) throws SQLException {
        return Sql.query(connection, "select count(*) from models.collection", row -> row.getLong(1))
                .get(0);
    }

    public static void write(Connection connection, Heading heading, List<Entry> models, Instant now)
            throws SQLException {
        Sql.update(
                connection,
                """
                insert into models.collection (slug, name, description, full_description, updated_at) values (?, ?, ?, ?, ?)
                on conflict (slug) do update set name = excluded.name, description = excluded.description,
                    full_description = excluded.full_description, updated_at = excluded.updated_at
                """,
                heading.slug(),
                heading.name(),
                heading.description(),
                heading.fullDescription().orElse(null),
                now);
        Sql.update(connection, "delete from models.collection_model where slug = ?", heading.slug());
        for (int position = 0; position < models.size(); position++) {
            Sql.update(
                    connection,
                    "insert into models.collection_model (slug, model_id, organization_id, position) values (?, ?, ?, ?)",
                    heading.slug(),
                    models.get(position).modelId(),
                    models.get(position).organizationId(),
                    position);
        }
    }

    /** On the pool of background work. */
    public <T> T asStaff(Sql.Work<T> work) {
        return Sql.with(batchDatabase, work);
    }

    private static Heading heading(ResultSet row) throws SQLException {
        return new Heading(
                row.getString("slug"),
                row.getString("name"),
                row.getString("description"),
                Optional.ofNullable(row.getString("full_description")));
    }
}
