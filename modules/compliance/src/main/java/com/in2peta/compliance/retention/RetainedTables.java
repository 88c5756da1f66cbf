package com.in2peta.compliance.retention;

import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Policy.Rule;
import com.in2peta.kernel.retention.RetainedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Every table that has an end by time, as the catalogue says: a table with an anchor and a rule is deleted from, whoever owns it. */
public final class RetainedTables {

    private final List<Retained> all = new ArrayList<>();

    public RetainedTables(DataSource database, Catalogue catalogue, List<RetainedStore> stores) {
        HoldTable holds = new HoldTable(database);
        Map<String, RetainedStore> byTable =
                stores.stream().collect(Collectors.toMap(RetainedStore::table, Function.identity()));
        catalogue.tables().forEach((name, table) -> {
            if (table.anchor().isEmpty() || table.rule().isEmpty()) {
                return;
            }
            Rule rule = catalogue.policy().rule(table.rule().get());
            all.add(
                    byTable.containsKey(name)
                            ? new RetainedPartitions(database, holds, byTable.get(name), table, rule)
                            : new RetainedRows(database, holds, name, table, rule));
        });
        all.add(new HeldRows(database, holds));
        all.add(new JobRepository(database, catalogue.policy().rule("jobs")));
    }

    public List<Retained> all() {
        return all;
    }

    public Retained find(String table) {
        return all.stream()
                .filter(retained -> retained.table().equals(table))
                .findFirst()
                .orElseThrow();
    }
}
