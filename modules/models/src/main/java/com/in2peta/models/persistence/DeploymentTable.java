package com.in2peta.models.persistence;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.page.Slice;
import com.in2peta.models.api.Deployments.Configuration;
import com.in2peta.models.api.Deployments.DeploymentView;
import com.in2peta.models.api.Deployments.Release;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Deployments and their releases in SQL, within the caller's transaction and as far as row-level security shows them. */
@ApplicationScoped
public class DeploymentTable {

    private static final String SELECT = """
            select d.id, d.owner, d.name, r.*
            from models.deployment d join models.deployment_release r on r.deployment_id = d.id and r.number = d.current_release
            """;

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    public void add(UUID id, UUID organizationId, String owner, String name, Instant now) {
        Sql.update(database, """
                insert into models.deployment (id, organization_id, owner, name, current_release, created_at)
                values (?, ?, ?, ?, 0, ?)
                """, id, organizationId, owner, name, now);
    }

    /** The next number, which is taken when the transaction commits: until then nobody else gets one. */
    public int nextRelease(UUID id) {
        return Sql.query(
                        database,
                        "update models.deployment set current_release = current_release + 1 where id = ? returning current_release",
                        row -> row.getInt(1),
                        id)
                .get(0);
    }

    public void add(UUID deploymentId, UUID organizationId, UUID modelId, Release release) {
        Sql.update(
                database,
                """
                insert into models.deployment_release (deployment_id, number, organization_id, model_id, model, version_id, hardware,
                    min_instances, max_instances, created_by, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                deploymentId,
                release.number(),
                organizationId,
                modelId,
                release.model(),
                release.versionId(),
                release.configuration().hardware(),
                release.configuration().minInstances(),
                release.configuration().maxInstances(),
                release.createdBy(),
                release.createdAt());
    }

    public Optional<DeploymentView> find(String owner, String name) {
        return Sql.query(database, SELECT + "where d.owner = ? and d.name = ?", DeploymentTable::view, owner, name)
                .stream()
                .findFirst();
    }

    /** Keeps others from changing it until the transaction ends; false when it is gone. */
    public boolean lock(String owner, String name) {
        return !Sql.query(
                        database,
                        "select 1 from models.deployment where owner = ? and name = ? for update",
                        row -> row.getInt(1),
                        owner,
                        name)
                .isEmpty();
    }

    public List<DeploymentView> list(Slice slice) {
        List<Object> parameters = new ArrayList<>();
        String beyond = "";
        if (slice.position().isPresent()) {
            beyond = "where d.id " + slice.comparison() + " ?";
            parameters.add(slice.id().get());
        }
        parameters.add(slice.limit());
        return slice.newestFirst(Sql.query(
                database,
                SELECT + beyond + " order by d.id " + slice.order() + " limit ?",
                DeploymentTable::view,
                parameters.toArray()));
    }

    public long count() {
        return Sql.query(database, "select count(*) from models.deployment", row -> row.getLong(1))
                .get(0);
    }

    /** Whether a deployment runs this version of the model, or any where none is named. */
    public boolean uses(UUID modelId, Optional<String> versionId) {
        return Sql.query(database, """
                        select exists (select from models.deployment d
                            join models.deployment_release r on r.deployment_id = d.id and r.number = d.current_release
                            where r.model_id = ? and r.version_id = coalesce(?, r.version_id))
                        """, row -> row.getBoolean(1), modelId, versionId.orElse(null))
                .get(0);
    }

    public boolean remove(String owner, String name) {
        return Sql.update(database, "delete from models.deployment where owner = ? and name = ?", owner, name) == 1;
    }

    private static DeploymentView view(ResultSet row) throws SQLException {
        return new DeploymentView(
                row.getObject("id", UUID.class),
                row.getString("owner"),
                row.getString("name"),
                new Release(
                        row.getInt("number"),
                        row.getString("model"),
                        row.getString("version_id"),
                        new Configuration(
                                row.getString("hardware"), row.getInt("min_instances"), row.getInt("max_instances")),
                        row.getObject("created_by", UUID.class),
                        Sql.instant(row, "created_at")));
    }
}
