package com.in2peta.inference.persistence;

import com.in2peta.inference.domain.Hosting.Hosted;
import com.in2peta.inference.domain.StoredEndpoint;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What the machinery writes about endpoints that the platform makes, of whichever organization. */
@ApplicationScoped
public class HostedEndpointTable {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    /** The endpoint, with which nobody else deals until then; empty when somebody does, or there is none. */
    public Optional<StoredEndpoint> claim(UUID id, Instant now, Instant until) {
        return Sql.query(
                        database,
                        "update inference.endpoint set busy_until = ? where id = ? and (busy_until is null or busy_until <= ?) returning "
                                + EndpointTable.COLUMNS,
                        EndpointTable::endpoint,
                        until,
                        id,
                        now)
                .stream()
                .findFirst();
    }

    public boolean exists(UUID id) {
        return !Sql.query(database, "select 1 from inference.endpoint where id = ?", row -> row.getInt(1), id)
                .isEmpty();
    }

    /** Whether an endpoint of a provider was made for some organization. */
    public boolean isHosted(String provider, String providerId) {
        return !Sql.query(
                        database,
                        "select 1 from inference.endpoint where provider = ? and provider_id = ?",
                        row -> row.getInt(1),
                        provider,
                        providerId)
                .isEmpty();
    }

    /** The provider has what was wanted in this revision; nobody deals with it any more. */
    public void applied(StoredEndpoint endpoint, Hosted hosted, Optional<byte[]> access, Instant now) {
        int revision = endpoint.hosting().orElseThrow().revision();
        Sql.update(
                database,
                "update inference.endpoint set applied = greatest(applied, ?), provider_id = ?, access = coalesce(?, access), checked_at = ?, busy_until = null,"
                        + " state = case when revision = ? then ? else state end,"
                        + " failure = case when revision = ? then null else failure end where id = ?",
                revision,
                hosted.id(),
                access.orElse(null),
                now,
                revision,
                hosted.state().wire(),
                revision,
                endpoint.id());
    }

    /** The provider does not take what was wanted, and will not. */
    public void refused(StoredEndpoint endpoint, String failure) {
        int revision = endpoint.hosting().orElseThrow().revision();
        Sql.update(
                database,
                "update inference.endpoint set applied = greatest(applied, ?), busy_until = null,"
                        + " state = case when revision = ? then 'failed' else state end,"
                        + " failure = case when revision = ? then ? else failure end where id = ?",
                revision,
                revision,
                revision,
                failure,
                endpoint.id());
    }

    /** It did not work and is tried again. */
    public void postponed(UUID id, String failure) {
        Sql.update(database, "update inference.endpoint set busy_until = null, failure = ? where id = ?", failure, id);
    }

    /** What the provider says now; nothing is written when something else is wanted meanwhile. */
    public void seen(StoredEndpoint endpoint, String state, Optional<String> failure, Instant now) {
        int revision = endpoint.hosting().orElseThrow().revision();
        Sql.update(
                database,
                "update inference.endpoint set state = ?, failure = ?, checked_at = ? where id = ? and revision = ? and applied = ?",
                state,
                failure.orElse(null),
                now,
                endpoint.id(),
                revision,
                revision);
    }

    public void remove(UUID id) {
        Sql.update(database, "delete from inference.endpoint where id = ?", id);
    }

    /** Those of an organization. */
    public List<StoredEndpoint> of(UUID organizationId) {
        return Sql.query(
                database,
                "select " + EndpointTable.COLUMNS
                        + " from inference.endpoint where organization_id = ? and wanted is not null",
                EndpointTable::endpoint,
                organizationId);
    }

    /** Its owner wants it no longer. */
    public void unwant(UUID id) {
        Sql.update(
                database,
                "update inference.endpoint set deleting = true, state = 'deleting', revision = revision + 1, failure = null where id = ?",
                id);
    }
}
