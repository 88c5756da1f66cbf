package com.in2peta.acceptance.prove;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Proves the proof: writes one mistake at a time into the functions that move money and plays random histories on them. A mistake that no
 * history and no invariant notices is a fault of the campaign.
 */
final class Mutations implements Campaign {

    private static final String NAME = "prove_mutations";
    /** What one round does not hit, another one does: mistakes in locking need callers that meet. */
    private static final int ROUNDS = 8;

    private static final String SYNTAX_ERROR = "42601";

    /** Mistakes that change nothing anybody could notice, and why. */
    private static final Map<String, String> HARMLESS = Map.of();

    @Override
    public String name() {
        return "mutations";
    }

    @Override
    public Outcome run(Run run) throws SQLException {
        run.ground().platform();
        List<Mutant> mutants = mutants(run);
        run.begin();
        while (run.rounds() < mutants.size() && (!run.isSlice() || run.timeIsLeft())) {
            Mutant mutant = mutants.get(run.rounds());
            if (!isNoticed(mutant, run)) {
                run.fault(mutant.name() + " went unnoticed");
            }
            run.roundDone();
        }
        return new Outcome(
                "%d of %d mistakes tried, %d left out as harmless"
                        .formatted(run.rounds(), mutants.size(), HARMLESS.size()),
                run.faults());
    }

    /** In the order of the seed, without those that PostgreSQL itself refuses. */
    private static List<Mutant> mutants(Run run) throws SQLException {
        try (PrivateDatabase database = PrivateDatabase.create(run.ground(), NAME);
                Connection connection = database.superuser()) {
            List<Mutant> mutants = new ArrayList<>();
            for (Mutant mutant : Mutant.all(connection)) {
                if (!HARMLESS.containsKey(mutant.name()) && isSql(mutant, connection)) {
                    mutants.add(mutant);
                }
            }
            Collections.shuffle(mutants, run.random(-1));
            return mutants;
        }
    }

    private static boolean isSql(Mutant mutant, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(mutant.definition());
            return true;
        } catch (SQLException e) {
            if (SYNTAX_ERROR.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isNoticed(Mutant mutant, Run run) throws SQLException {
        try (PrivateDatabase database = PrivateDatabase.create(run.ground(), NAME)) {
            try (Connection connection = database.superuser();
                    Statement statement = connection.createStatement()) {
                statement.execute(mutant.definition());
            }
            return isNoticed(database, run);
        }
    }

    private static boolean isNoticed(PrivateDatabase database, Run run) {
        try (History history = new History(database, run.random(-1))) {
            for (int round = 0; round < ROUNDS; round++) {
                if (!history.round(run.random(round)).isEmpty()) {
                    return true;
                }
            }
            return false;
        } catch (SQLException e) {
            return true; // a history without a mistake ends without an error
        }
    }
}
