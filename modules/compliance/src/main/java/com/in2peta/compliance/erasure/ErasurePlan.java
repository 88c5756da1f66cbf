package com.in2peta.compliance.erasure;

import com.in2peta.compliance.catalogue.LiveSchema;
import com.in2peta.compliance.catalogue.LiveSchema.Relation;
import com.in2peta.compliance.erasure.Deed.Walk;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Erasure;
import com.in2peta.kernel.privacy.Catalogue.Owner;
import com.in2peta.kernel.privacy.Catalogue.Table;
import com.in2peta.kernel.privacy.Policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that an erasure does in the database, in its order.
 *
 * @param data rows that go while the account is still there
 * @param names columns of rows that stay and name the person
 * @param account the rows that say who somebody is; the last ones
 * @param kept rows that stay, with the reason
 */
record ErasurePlan(List<Deed> data, List<Deed> names, List<Deed> account, List<Deed> kept) {

    /** Its own column of the person goes when the request is closed: until then it says whom the job is about. */
    static final String REQUESTS = "compliance.request";

    /** What keeps new work away. */
    static final String PURPOSES = "kernel.closed_purpose";

    /** Orders that are still to be carried out, such as the last mail, and what keeps new work away: they go with the account. */
    private static final Set<String> NEEDED = Set.of("kernel.outbox", ErasurePlan.PURPOSES);

    /** What tells who somebody is. */
    private static final Set<String> IDENTIFYING = Set.of("name", "email");

    List<Deed> all() {
        return Stream.of(data, names, account, kept).flatMap(List::stream).toList();
    }

    static ErasurePlan of(Catalogue catalogue, LiveSchema schema, Map<String, Map<String, Walk>> walks, Whose who) {
        Map<String, Table> deleted = catalogue.tables().entrySet().stream()
                .filter(table -> is(table.getValue(), Erasure.DELETE))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Set<String> identifying = deleted.entrySet().stream()
                .filter(table -> table.getValue().personal().values().stream()
                        .anyMatch(value -> IDENTIFYING.contains(value.category())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        List<String> order = DeletionOrder.of(deleted.keySet(), schema.references(), identifying);
        List<String> data = order.stream()
                .takeWhile(table -> !identifying.contains(table) && !isReferredTo(schema, identifying, table))
                .filter(table -> !NEEDED.contains(table))
                .toList();
        List<String> account =
                order.stream().filter(table -> !data.contains(table)).toList();
        Function<String, Deed> deletion =
                table -> deletion(table, deleted.get(table), walks.getOrDefault(table, Map.of()), who);
        return new ErasurePlan(
                data.stream().map(deletion).toList(),
                names(catalogue, schema, who),
                account.stream().map(deletion).toList(),
                kept(catalogue, who));
    }

    private static boolean isReferredTo(LiveSchema schema, Set<String> from, String table) {
        return schema.references().stream()
                .anyMatch(reference ->
                        from.contains(reference.from()) && reference.to().equals(table));
    }

    private static Deed deletion(String name, Table table, Map<String, Walk> walks, Whose who) {
        Owner owner = table.owner().orElseThrow();
        return Deed.delete(name, who.owns(owner), Optional.ofNullable(walks.get(owner.column())));
    }

    private static List<Deed> names(Catalogue catalogue, LiveSchema schema, Whose who) {
        List<Deed> deeds = new ArrayList<>();
        catalogue.tables().forEach((name, table) -> {
            if (name.equals(REQUESTS)) {
                return;
            }
            Relation relation = schema.relations().get(name);
            table.forget()
                    .forEach((column, mention) -> who.mentionedIn(column, mention)
                            .ifPresent(rows -> deeds.add(Deed.forget(name, column, rows, nothing(relation, column)))));
            table.cites()
                    .forEach((column, id) -> who.citedIn(column)
                            .ifPresent(rows -> deeds.add(Deed.forget(name, column, rows, "'erased/' || " + id))));
        });
        return deeds;
    }

    /** A column that must not be empty gets what stands for nobody. */
    private static String nothing(Relation relation, String column) {
        LiveSchema.Column found = relation.columns().get(column);
        if (!found.required()) {
            return "null";
        }
        return found.type().equals("uuid") ? "gen_random_uuid()" : "'erased'";
    }

    private static List<Deed> kept(Catalogue catalogue, Whose who) {
        return catalogue.tables().entrySet().stream()
                .filter(table -> is(table.getValue(), Erasure.KEEP)
                        && table.getValue().owner().isPresent())
                .map(table -> {
                    Owner owner = table.getValue().owner().get();
                    Rule rule = catalogue.policy().rule(table.getValue().rule().orElseThrow());
                    return Deed.keep(
                            table.getKey(), who.owns(owner), rule.statute().orElse(rule.title()), rule.period());
                })
                .toList();
    }

    private static boolean is(Table table, Erasure erasure) {
        return table.erase().filter(erasure::equals).isPresent();
    }
}
