package com.in2peta.models.persistence;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.models.domain.Example;
import com.in2peta.models.domain.Model;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Readmes and examples in SQL, within the caller's transaction, as far as row-level security shows them. */
@ApplicationScoped
public class ShowcaseTable {

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    public Optional<String> readme(UUID modelId) {
        return Sql.query(
                        database,
                        "select content from models.readme where model_id = ?",
                        row -> row.getString(1),
                        modelId)
                .stream()
                .findFirst();
    }

    public void writeReadme(Model model, String markdown, Instant now) {
        Sql.update(database, """
                insert into models.readme (model_id, organization_id, content, updated_at) values (?, ?, ?, ?)
                on conflict (model_id) do update set content = excluded.content, updated_at = excluded.updated_at
                """, model.id(), model.organizationId(), markdown, now);
    }

    public void removeReadme(UUID modelId) {
        Sql.update(database, "delete from models.readme where model_id = ?", modelId);
    }

    /** In the owner's order. */
    public List<Example> examples(UUID modelId) {
        return Sql.query(
                database,
                "select * from models.example where model_id = ? order by position",
                ShowcaseTable::example,
                modelId);
    }

    /** The first example of each of these models that has one. */
    public Map<UUID, Example> firstExamples(Collection<UUID> modelIds) {
        return Sql.query(
                        database,
                        "select distinct on (model_id) * from models.example where model_id = any (?) order by model_id, position",
                        ShowcaseTable::example,
                        new Values("uuid", modelIds.toArray()))
                .stream()
                .collect(Collectors.toMap(Example::modelId, Function.identity()));
    }

    public void replaceExamples(Model model, List<Example> examples) {
        Sql.update(database, "delete from models.example where model_id = ?", model.id());
        for (int position = 0; position < examples.size(); position++) {
            Example example = examples.get(position);
            Sql.update(
                    database,
                    """
                    insert into models.example (id, model_id, version_id, organization_id, position, input, output, created_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    example.id(),
                    model.id(),
                    example.versionId(),
                    model.organizationId(),
                    position,
                    example.input(),
                    example.output(),
                    example.createdAt());
        }
    }

    private static Example example(ResultSet row) throws SQLException {
        return new Example(
                row.getObject("id", UUID.class),
                row.getObject("model_id", UUID.class),
                row.getString("version_id"),
                row.getString("input"),
                row.getString("output"),
                Sql.instant(row, "created_at"));
    }
}
