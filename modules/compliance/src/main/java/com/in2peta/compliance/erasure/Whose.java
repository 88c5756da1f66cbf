package com.in2peta.compliance.erasure;

import com.in2peta.kernel.privacy.Catalogue.Mention;
import com.in2peta.kernel.privacy.Catalogue.Owner;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The conditions that find rows of people: of one, with whom an index can be walked in order, or of many at once, for counting.
 *
 * @param people at least one
 */
record Whose(List<Erasee> people) {

    /** A condition in SQL with one {@code ?}, and what stands for it. */
    record Condition(String sql, String parameter) {}

    Condition owns(Owner owner) {
        Mention mention = owner.person().isPresent() ? Mention.PERSON : Mention.ORGANIZATION;
        return mentionedIn(owner.column(), mention).orElseThrow();
    }

    /** Empty when nobody can be mentioned like this any more. */
    Optional<Condition> mentionedIn(String column, Mention mention) {
        String type = mention == Mention.USERNAME ? "text" : "uuid";
        return values(mention)
                .map(values -> people.size() == 1
                        ? new Condition(column + " = ?::" + type, values)
                        : new Condition(column + " = any (?::" + type + "[])", "{" + values + "}"));
    }

    /** Of a column with {@code username/name}; an index over the same expression serves it. */
    Optional<Condition> citedIn(String column) {
        return mentionedIn("split_part(" + column + ", '/', 1)", Mention.USERNAME);
    }

    /** Ids and usernames hold nothing that an array would have to quote. */
    private Optional<String> values(Mention mention) {
        String values = people.stream()
                .map(who -> who.mentioned(mention).orElse(null))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(","));
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }
}
