package com.in2peta.inference.persistence;

import com.in2peta.inference.domain.StoredEndpoint;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Owners' endpoints; within the caller's transaction, but for {@link #find}, which the machinery calls. */
@ApplicationScoped
public class EndpointTable {

    private static final String COLUMNS = "id, organization_id, provider, name, region, access, created_at";

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource batchDatabase;

    /** False when there is one of the name. */
    public boolean add(StoredEndpoint endpoint) {
        return Sql.update(
                        database,
                        "insert into inference.endpoint (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?)"
                                + " on conflict (organization_id, provider, name) do nothing",
                        endpoint.id(),
                        endpoint.organizationId(),
                        endpoint.provider(),
                        endpoint.name(),
                        endpoint.region().orElse(null),
                        endpoint.access(),
                        endpoint.createdAt())
                == 1;
    }

    public long count(UUID organizationId) {
        return Sql.query(
                        database,
                        "select count(*) from inference.endpoint where organization_id = ?",
                        row -> row.getLong(1),
                        organizationId)
                .get(0);
    }

    public List<StoredEndpoint> list(UUID organizationId, Slice slice) {
        List<Object> parameters = new ArrayList<>(List.of(organizationId));
        StringBuilder where = new StringBuilder(" where organization_id = ?");
        slice.id().ifPresent(position -> {
            where.append(" and id ").append(slice.comparison()).append(" ?");
            parameters.add(position);
        });
        parameters.add(slice.limit());
        return slice.newestFirst(Sql.query(
                database,
                "select " + COLUMNS + " from inference.endpoint" + where + " order by id " + slice.order() + " limit ?",
                EndpointTable::endpoint,
                parameters.toArray()));
    }

    public boolean remove(UUID organizationId, UUID id) {
        return Sql.update(
                        database,
                        "delete from inference.endpoint where organization_id = ? and id = ?",
                        organizationId,
                        id)
                == 1;
    }

    /** Of whichever organization. */
    public Optional<StoredEndpoint> find(UUID organizationId, String provider, String name) {
        return Sql.query(
                        batchDatabase,
                        "select " + COLUMNS
                                + " from inference.endpoint where organization_id = ? and provider = ? and name = ?",
                        EndpointTable::endpoint,
                        organizationId,
                        provider,
                        name)
                .stream()
                .findFirst();
    }

    private static StoredEndpoint endpoint(ResultSet row) throws SQLException {
        return new StoredEndpoint(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getString("provider"),
                row.getString("name"),
                Optional.ofNullable(row.getString("region")),
                row.getBytes("access"),
                Sql.instant(row, "created_at"));
    }
}
