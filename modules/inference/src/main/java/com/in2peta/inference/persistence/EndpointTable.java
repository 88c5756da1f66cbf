package com.in2peta.inference.persistence;

import com.in2peta.inference.domain.Hosting.State;
import com.in2peta.inference.domain.StoredEndpoint;
import com.in2peta.inference.domain.StoredHosting;
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

/** Owners' endpoints; within the caller's transaction, but for {@link #find(UUID, String, String)}, which the machinery calls. */
@ApplicationScoped
public class EndpointTable {

    static final String COLUMNS =
            "id, organization_id, provider, name, region, access, created_at, wanted, paused, deleting,"
                    + " revision, applied, provider_id, state, failure, checked_at";

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource batchDatabase;

    /** False when there is one of the name. */
    public boolean add(StoredEndpoint endpoint) {
        Optional<StoredHosting> hosting = endpoint.hosting();
        return Sql.update(
                        database,
                        "insert into inference.endpoint (id, organization_id, provider, name, region, access, created_at, wanted, revision,"
                                + " state) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " on conflict (organization_id, provider, name) do nothing",
                        endpoint.id(),
                        endpoint.organizationId(),
                        endpoint.provider(),
                        endpoint.name(),
                        endpoint.region().orElse(null),
                        endpoint.access().orElse(null),
                        endpoint.createdAt(),
                        hosting.map(StoredHosting::wanted).orElse(null),
                        hosting.map(StoredHosting::revision).orElse(0),
                        hosting.map(one -> one.state().wire()).orElse(null))
                == 1;
    }

    /** Until the caller's transaction ends, whoever else counts this organization's endpoints waits. */
    public void lock(UUID organizationId) {
        Sql.query(
                database,
                "select pg_advisory_xact_lock(hashtext('inference.endpoint'), hashtext(?::text))",
                row -> true,
                organizationId);
    }

    public long count(UUID organizationId) {
        return Sql.query(
                        database,
                        "select count(*) from inference.endpoint where organization_id = ?",
                        row -> row.getLong(1),
                        organizationId)
                .get(0);
    }

    /** Those that the platform makes. */
    public long countHosted(UUID organizationId) {
        return Sql.query(
                        database,
                        "select count(*) from inference.endpoint where organization_id = ? and wanted is not null",
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

    public Optional<StoredEndpoint> find(UUID organizationId, UUID id) {
        return Sql.query(
                        database,
                        "select " + COLUMNS + " from inference.endpoint where organization_id = ? and id = ?",
                        EndpointTable::endpoint,
                        organizationId,
                        id)
                .stream()
                .findFirst();
    }

    /** Writes down what is wanted from now on; false when somebody else has written meanwhile. */
    public boolean want(StoredEndpoint endpoint) {
        StoredHosting hosting = endpoint.hosting().orElseThrow();
        return Sql.update(
                        database,
                        "update inference.endpoint set region = ?, wanted = ?, paused = ?, deleting = ?, revision = revision + 1, state = ?,"
                                + " failure = null where organization_id = ? and id = ? and revision = ?",
                        endpoint.region().orElse(null),
                        hosting.wanted(),
                        hosting.paused(),
                        hosting.deleting(),
                        hosting.state().wire(),
                        endpoint.organizationId(),
                        endpoint.id(),
                        hosting.revision())
                == 1;
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

    static StoredEndpoint endpoint(ResultSet row) throws SQLException {
        return new StoredEndpoint(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getString("provider"),
                row.getString("name"),
                Optional.ofNullable(row.getString("region")),
                Optional.ofNullable(row.getBytes("access")),
                Sql.instant(row, "created_at"),
                hosting(row));
    }

    private static Optional<StoredHosting> hosting(ResultSet row) throws SQLException {
        byte[] wanted = row.getBytes("wanted");
        return wanted == null
                ? Optional.empty()
                : Optional.of(new StoredHosting(
                        wanted,
                        row.getBoolean("paused"),
                        row.getBoolean("deleting"),
                        row.getInt("revision"),
                        row.getInt("applied"),
                        Optional.ofNullable(row.getString("provider_id")),
                        State.of(row.getString("state")),
                        Optional.ofNullable(row.getString("failure")),
                        Optional.ofNullable(Sql.instant(row, "checked_at"))));
    }
}
