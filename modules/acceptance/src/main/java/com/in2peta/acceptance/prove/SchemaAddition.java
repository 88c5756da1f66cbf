package com.in2peta.acceptance.prove;

import java.util.List;
import java.util.Random;

/** A statement that adds something which nobody described, and the name by which the check must speak of it. */
record SchemaAddition(String name, String statement) {

    private static final List<String> TYPES =
            List.of("text", "bytea", "jsonb", "inet", "uuid", "timestamptz", "text[]", "bigint");
    private static final List<String> NAMES =
            List.of("phone", "nickname", "birth_date", "ip", "location", "notes", "device", "card", "avatar", "gender");

    static SchemaAddition random(List<String> tables, Random random) {
        String table = tables.get(random.nextInt(tables.size()));
        String column = NAMES.get(random.nextInt(NAMES.size())) + "_" + random.nextInt(1_000_000);
        String type = TYPES.get(random.nextInt(TYPES.size()));
        String schema = table.substring(0, table.indexOf('.'));
        return switch (random.nextInt(6)) {
            case 0 -> new SchemaAddition(column, "create table " + schema + "." + column + " (id uuid primary key)");
            case 1 ->
                new SchemaAddition(column, "create materialized view " + schema + "." + column + " as select 1 as one");
            default -> new SchemaAddition(column, "alter table " + table + " add column " + column + " " + type);
        };
    }
}
