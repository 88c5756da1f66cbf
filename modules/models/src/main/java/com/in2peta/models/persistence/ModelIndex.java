package com.in2peta.models.persistence;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** What is known of models beside their rows: how often they ran, and which of them hold a word. Within the caller's transaction. */
@ApplicationScoped
public class ModelIndex {

    /** A model that has the words of a query. */
    public record Hit(UUID modelId, double score) {}

    private record Runs(UUID modelId, long count) {}

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    /** The best first. */
    public List<Hit> search(String query, int limit) {
        return Sql.query(
                database,
                "select id, score from models.search(?, ?)",
                row -> new Hit(row.getObject("id", UUID.class), row.getDouble("score")),
                query,
                limit);
    }

    /** Of those that ran at all. */
    public Map<UUID, Long> runs(Collection<UUID> modelIds) {
        return Sql.query(
                        database,
                        "select model_id, sum(runs)::bigint as runs from models.run_count where model_id = any (?) group by model_id",
                        row -> new Runs(row.getObject("model_id", UUID.class), row.getLong("runs")),
                        new Values("uuid", modelIds.toArray()))
                .stream()
                .collect(Collectors.toMap(Runs::modelId, Runs::count));
    }

    /** Whether somebody else than the owner has run this version of the model, or any where none is named. */
    public boolean wasRunByOthers(UUID modelId, Optional<String> versionId) {
        return Sql.query(database, """
                        select exists (select from models.run_count
                            where model_id = ? and version_id = coalesce(?, version_id) and by_others > 0)
                        """, row -> row.getBoolean(1), modelId, versionId.orElse(null))
                .get(0);
    }
}
