package com.in2peta.compliance.register;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Table;
import com.in2peta.kernel.privacy.Catalogue.Value;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The rows of a scope: personal columns that are neither secrets nor sealed content, of one person, as JSON. */
@ApplicationScoped
class DisclosedData {

    /** More than this is handed over by an export package, not by an answer. */
    private static final int MOST_ROWS = 10_000;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Catalogue catalogue;

    String of(List<String> elements, UUID personId, UUID organizationId) {
        return elements.stream()
                .map(element -> "\"" + element + "\":" + rows(element, personId, organizationId))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String rows(String element, UUID personId, UUID organizationId) {
        Table table = catalogue.tables().get(element);
        String columns = table.personal().entrySet().stream()
                .filter(column -> isOpen(column.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        UUID owner = table.owner().orElseThrow().person().isPresent() ? personId : organizationId;
        List<String> rows = Sql.query(
                database,
                "select row_to_json(t)::text from (select " + columns + " from " + element + " where "
                        + table.owner().orElseThrow().column() + " = ? limit " + (MOST_ROWS + 1) + ") t",
                row -> row.getString(1),
                owner);
        if (rows.size() > MOST_ROWS) {
            throw new DomainException(ProblemType.CONFLICT, "An element of the scope has more than 10,000 rows.");
        }
        return "[" + String.join(",", rows) + "]";
    }

    private static boolean isOpen(Value value) {
        return value.excluded().isEmpty() && !value.sealed();
    }
}
