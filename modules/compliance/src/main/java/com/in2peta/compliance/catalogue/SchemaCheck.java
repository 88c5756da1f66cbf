package com.in2peta.compliance.catalogue;

import com.in2peta.compliance.catalogue.LiveSchema.Column;
import com.in2peta.compliance.catalogue.LiveSchema.Reference;
import com.in2peta.compliance.catalogue.LiveSchema.Relation;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Erasure;
import com.in2peta.kernel.privacy.Catalogue.Mention;
import com.in2peta.kernel.privacy.Catalogue.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds the catalogue to the tables that are really there: C1, C3, C4, C6, C7, C11, C12 and C13. */
public final class SchemaCheck {

    private final Catalogue catalogue;
    private final LiveSchema schema;
    private final List<Fault> faults = new ArrayList<>();

    private SchemaCheck(Catalogue catalogue, LiveSchema schema) {
        this.catalogue = catalogue;
        this.schema = schema;
    }

    /** Everything that is wrong; empty when nothing is. */
    public static List<Fault> of(Catalogue catalogue, LiveSchema schema) {
        SchemaCheck check = new SchemaCheck(catalogue, schema);
        check.everyColumnHasItsLine();
        check.everyLineHasItsColumn();
        catalogue.tables().forEach((name, table) -> {
            if (schema.relations().containsKey(name)) {
                check.ownerIsReachable(name, table, schema.relations().get(name));
                check.timesAreColumns(name, table, schema.relations().get(name));
                check.samplesHoldNothingPersonal(name, table, schema.relations().get(name));
                check.sealedColumnsHoldBytes(name, table, schema.relations().get(name));
            }
        });
        check.partitionsCanBeDropped();
        check.rowsCanBeDeletedInSomeOrder();
        return check.faults;
    }

    private void everyColumnHasItsLine() {
        schema.relations().forEach((name, relation) -> {
            Table table = catalogue.tables().get(name);
            if (table == null) {
                add("C1", name, "the table is in no catalogue", "Describe it in the privacy.yaml of its module");
                return;
            }
            for (Map.Entry<String, Column> column : relation.columns().entrySet()) {
                boolean personal = table.personal().containsKey(column.getKey());
                boolean other = table.other().containsKey(column.getKey());
                if (personal == other) {
                    add(
                            "C1",
                            name + "." + column.getKey(),
                            personal ? "the column is both personal and not" : "the column is not classified",
                            "Give it one line under tables/" + name + " in the privacy.yaml of its module");
                }
                documentIsDescribed(name + "." + column.getKey(), column.getValue());
            }
        });
    }

    private void documentIsDescribed(String place, Column column) {
        boolean described = catalogue.documents().keySet().stream()
                .anyMatch(document -> document.equals(place) || document.startsWith(place + "#"));
        if (column.type().startsWith("json") && !described) {
            add("C1", place, "the JSON in this column is not described", "List its keys under documents");
        }
    }

    private void everyLineHasItsColumn() {
        catalogue.tables().forEach((name, table) -> {
            Relation relation = schema.relations().get(name);
            if (relation == null) {
                add("C1", name, "there is no such table", "Take it out of the catalogue");
                return;
            }
            Set<String> described = new TreeSet<>(table.personal().keySet());
            described.addAll(table.other().keySet());
            described.addAll(table.forget().keySet());
            described.addAll(table.cites().keySet());
            described.addAll(table.cites().values());
            described.removeAll(relation.columns().keySet());
            described.forEach(column ->
                    add("C1", name + "." + column, "there is no such column", "Take it out of the catalogue"));
        });
    }

    private void ownerIsReachable(String name, Table table, Relation relation) {
        if (table.owner().isEmpty()) {
            return;
        }
        String owner = table.owner().get().column();
        if (!table.personal().containsKey(owner)) {
            add("C3", name, "the owner's column " + owner + " is not among the personal ones", "List it there");
            return;
        }
        if (relation.key().isEmpty() && table.unordered().isEmpty()) {
            add("C4", name, "it has no primary key", "Add one, or say under unordered why rows need none");
        }
        if (!relation.leading().contains(owner) && table.small().isEmpty()) {
            add("C4", name, "no index begins with " + owner, "Add one, or say under small why the table stays small");
        }
    }

    private void timesAreColumns(String name, Table table, Relation relation) {
        table.anchor()
                .filter(anchor -> !isTime(relation, anchor))
                .ifPresent(
                        anchor -> add("C6", name, "the time cannot count from " + anchor, "Name a column with a time"));
        table.since()
                .filter(since -> !isTime(relation, since))
                .ifPresent(since ->
                        add("C6", name, "rows cannot have come to be at " + since, "Name a column with a time"));
    }

    private static boolean isTime(Relation relation, String name) {
        Column column = relation.columns().get(name);
        return column != null && column.type().startsWith("timestamp");
    }

    /** PostgreSQL keeps the most common values of a column in pg_statistic, where no deletion finds them. */
    private void samplesHoldNothingPersonal(String name, Table table, Relation relation) {
        table.personal().forEach((column, value) -> {
            Column found = relation.columns().get(column);
            boolean content = catalogue.policy().categories().containsKey(value.category())
                    && catalogue.policy().categories().get(value.category()).content();
            boolean named = table.cites().containsKey(column) || table.forget().get(column) == Mention.USERNAME;
            boolean text = found != null
                    && (found.type().startsWith("text") || found.type().startsWith("bytea"));
            if ((content || named) && text && found.statistics() && !value.sealed()) {
                add(
                        "C12",
                        name + "." + column,
                        "samples of its values lie in pg_statistic",
                        "alter table " + name + " alter column " + column
                                + " set statistics 0, and alter index for each expression over it");
            }
        });
    }

    private void sealedColumnsHoldBytes(String name, Table table, Relation relation) {
        table.personal().forEach((column, value) -> {
            Column found = relation.columns().get(column);
            if (value.sealed() && found != null && !found.type().equals("bytea")) {
                add("C13", name + "." + column, "it is not sealed: its type is " + found.type(), "Seal it");
            }
        });
    }

    private void partitionsCanBeDropped() {
        for (Reference reference : schema.references()) {
            Relation target = schema.relations().get(reference.to());
            if (target != null && target.partitioned()) {
                add(
                        "C7",
                        reference.from(),
                        "it refers to partitions of " + reference.to(),
                        "Keep the id without the key");
            }
        }
        schema.defaultPartitions()
                .forEach(partition -> add("C7", partition, "it takes rows that have no time", "Drop it"));
    }

    /** Leaf first: a table may go when nothing that goes refers to it any more. */
    private void rowsCanBeDeletedInSomeOrder() {
        Set<String> left = catalogue.tables().entrySet().stream()
                .filter(table ->
                        table.getValue().erase().filter(Erasure.DELETE::equals).isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
        boolean moved = true;
        while (moved) {
            Set<String> referred = schema.references().stream()
                    .filter(reference ->
                            left.contains(reference.from()) && !reference.from().equals(reference.to()))
                    .map(Reference::to)
                    .collect(Collectors.toSet());
            moved = left.removeIf(table -> !referred.contains(table));
        }
        if (!left.isEmpty()) {
            add("C11", String.join(", ", new TreeSet<>(left)), "they refer to each other in a circle", "Break it");
        }
    }

    private void add(String check, String place, String problem, String fix) {
        faults.add(new Fault(check, place, problem, fix));
    }
}
