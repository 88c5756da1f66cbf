package com.in2peta.compliance.export;

import com.in2peta.compliance.catalogue.LiveSchema;
import com.in2peta.compliance.catalogue.LiveSchema.Relation;
import com.in2peta.compliance.export.Field.Form;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Table;
import com.in2peta.kernel.privacy.Catalogue.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is exported, from what the catalogue says and what the database has. */
final class Elements {

    private static final List<String> NUMBERS =
            List.of("smallint", "integer", "bigint", "numeric", "real", "double precision");

    private Elements() {}

    /** In the catalogue's order of names, which is the order of the files. */
    static List<Element> of(Catalogue catalogue, LiveSchema schema, PackageKind kind, Opening opening) {
        return catalogue.tables().entrySet().stream()
                .filter(table -> kind.includes(table.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .map(table ->
                        element(catalogue, table.getKey(), table.getValue(), relation(schema, table.getKey()), opening))
                .toList();
    }

    /** A row whose time has passed is shown to no reader, although it may not be dropped yet. */
    private static Optional<Element.End> end(Catalogue catalogue, Table table) {
        return table.anchor()
                .flatMap(anchor -> table.rule()
                        .map(rule -> new Element.End(
                                anchor,
                                table.endsAtAnchor()
                                        ? "PT0S"
                                        : catalogue.policy().rules().get(rule).keeps())));
    }

    private static Relation relation(LiveSchema schema, String table) {
        return Optional.ofNullable(schema.relations().get(table))
                .orElseThrow(() -> new IllegalStateException("the database has no table " + table));
    }

    private static Element element(Catalogue catalogue, String name, Table table, Relation relation, Opening opening) {
        String owner = table.owner().orElseThrow().column();
        List<Field> fields = new ArrayList<>();
        relation.columns().forEach((column, live) -> {
            Value value = table.personal().get(column);
            if (value != null && value.excluded().isEmpty()) {
                fields.add(new Field(
                        column,
                        live.type(),
                        form(catalogue, name + "." + column, live.type(), value),
                        live.required(),
                        value.sealed()));
            }
        });
        List<String> cut = cut(table, relation, owner);
        return new Element(
                name,
                owner,
                table.owner().get().person().isPresent(),
                table.export().orElseThrow(),
                fields,
                opening.needs(name),
                relation.key().isEmpty() ? order(cut, fields) : cut,
                cut.stream()
                        .map(column ->
                                new Field(column, relation.columns().get(column).type(), Form.TEXT, true, false))
                        .toList(),
                end(catalogue, table));
    }

    /** The primary key without the owner, who is the same in every row. */
    private static List<String> cut(Table table, Relation relation, String owner) {
        if (relation.key().isEmpty()) {
            return List.of(table.anchor()
                    .orElseThrow(() -> new IllegalStateException("rows without a key need a time to be ordered by")));
        }
        List<String> rest =
                relation.key().stream().filter(column -> !column.equals(owner)).toList();
        return rest.isEmpty() ? relation.key() : rest;
    }

    /** Rows without a key are ordered by all that is shown of them: what then looks alike is alike. */
    private static List<String> order(List<String> cut, List<Field> fields) {
        List<String> order = new ArrayList<>(cut);
        fields.stream()
                .map(Field::column)
                .filter(column -> !cut.contains(column))
                .forEach(order::add);
        return order;
    }

    private static Form form(Catalogue catalogue, String place, String type, Value value) {
        if (NUMBERS.contains(type) || type.startsWith("numeric")) {
            return Form.NUMBER;
        }
        if (type.equals("boolean")) {
            return Form.TRUTH;
        }
        if (type.startsWith("timestamp")) {
            return Form.TIME;
        }
        if (type.endsWith("[]") || type.startsWith("json")) {
            return Form.JSON;
        }
        if (type.equals("uuid")) {
            return value.category().equals("account") ? Form.PARTY : Form.TEXT;
        }
        if (catalogue.documents().containsKey(place)) {
            return Form.CONTENT;
        }
        return type.equals("bytea") && !value.sealed() ? Form.BYTES : Form.TEXT;
    }
}
