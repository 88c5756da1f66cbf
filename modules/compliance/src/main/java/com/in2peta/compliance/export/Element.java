package com.in2peta.compliance.export;

import com.in2peta.kernel.privacy.Catalogue.ExportClass;
import java.util.List;
import java.util.Optional;

/**
 * One table as far as it is exported.
 *
 * @param table {@code schema.table}
 * @param owner the column with the person's or the organization's id
 * @param ofPerson whether {@link #owner} is a person
 * @param fields what is exported, in the order of the table's columns
 * @param needs columns without which sealed fields cannot be opened; they are not exported by this
 * @param order columns by which rows are ordered, always alike
 * @param cut the first columns of {@link #order}: where a file may end
 * @param end after which rows are shown no more
 */
record Element(
        String table,
        String owner,
        boolean ofPerson,
        ExportClass exportClass,
        List<Field> fields,
        List<String> needs,
        List<String> order,
        List<Field> cut,
        Optional<End> end) {

    /** A period, in ISO 8601, after the time in a column; null in the column means that it has not begun. */
    record End(String anchor, String period) {}

    /** In a row the columns follow each other: fields, needs, and whether it was written after the count. */
    int changedAt() {
        return fields.size() + needs.size();
    }

    /** Where its files lie in the package. */
    String folder() {
        return "data/" + table.replace('.', '/');
    }

    /** The columns that can be large. */
    List<Field> wide() {
        return fields.stream()
                .filter(field -> field.type().equals("bytea") || field.type().equals("text"))
                .toList();
    }
}
