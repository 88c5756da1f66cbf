package com.in2peta.acceptance.prove;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the functions that move money, with one mistake in it.
 *
 * @param name the function, the place and the mistake; the same in every run
 * @param definition a {@code create or replace function}
 */
record Mutant(String name, String definition) {

    private static final List<String> FUNCTIONS = List.of(
            "billing.place_holds",
            "billing.settle_holds",
            "billing.account_of",
            "billing.roll_up_charges",
            "billing.give_credit",
            "billing.expire_grants",
            "billing.ask_refund",
            "billing.decide_refund",
            "billing.end_refund",
            "billing.note_dispute",
            "billing.release_earnings",
            "billing.post_top_up",
            "inference.admit",
            "inference.finish",
            "inference.cancel");

    /** A kind of mistake: what it looks for and what it writes instead. */
    private record Mistake(Pattern place, String instead) {

        static Mistake word(String found, String instead) {
            return new Mistake(Pattern.compile(Pattern.quote(found)), instead);
        }
    }

    private static final List<Mistake> MISTAKES = List.of(
            Mistake.word(" <= ", " < "),
            Mistake.word(" <= ", " >= "),
            Mistake.word(" > ", " >= "),
            Mistake.word(" > ", " < "),
            Mistake.word(" = ", " <> "),
            Mistake.word(" + ", " - "),
            Mistake.word(" - ", " + "),
            Mistake.word("least(", "greatest("),
            Mistake.word(" and ", " or "),
            Mistake.word("not found", "found"),
            Mistake.word("not exists", "exists"),
            Mistake.word("left join", "join"),
            Mistake.word("'P'", "'S'"),
            Mistake.word("'S'", "'V'"),
            Mistake.word("'V'", "'S'"),
            new Mistake(Pattern.compile(" order by [\\w.]+ for (no key )?update"), ""),
            new Mistake(Pattern.compile("on conflict[^;]*? do nothing"), ""),
            new Mistake(Pattern.compile("(?m)^ +(perform|insert|update|with|if found_row)\\b[^;]*;"), ""));

    private static final String BODY = "$function$";
    private static final Pattern COMMENT = Pattern.compile("--[^\n]*");
    private static final int SHOWN = 40;

    /** Every single mistake in every function, as the database has them. */
    static List<Mutant> all(Connection connection) throws SQLException {
        List<Mutant> mutants = new ArrayList<>();
        for (String function : FUNCTIONS) {
            String definition = definition(connection, function);
            int begin = definition.indexOf(BODY) + BODY.length();
            String head = definition.substring(0, begin);
            String body = COMMENT.matcher(definition.substring(begin)).replaceAll("");
            for (Mistake mistake : MISTAKES) {
                add(function, head, body, mistake, mutants);
            }
        }
        return mutants;
    }

    private static void add(String function, String head, String body, Mistake mistake, List<Mutant> mutants) {
        Matcher place = mistake.place().matcher(body);
        for (int number = 1; place.find(); number++) {
            String found = place.group().strip().replaceAll("\\s+", " ");
            String name = "%s: %s for %s, place %d"
                    .formatted(
                            function,
                            mistake.instead().isEmpty()
                                    ? "nothing"
                                    : mistake.instead().strip(),
                            found.length() <= SHOWN ? found : found.substring(0, SHOWN) + "...",
                            number);
            mutants.add(new Mutant(
                    name, head + body.substring(0, place.start()) + mistake.instead() + body.substring(place.end())));
        }
    }

    private static String definition(Connection connection, String function) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select pg_get_functiondef(?::regproc::oid)")) {
            query.setString(1, function);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
