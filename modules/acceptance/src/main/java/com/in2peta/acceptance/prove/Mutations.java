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

    private static final String PURPOSE = "the batch role, as which it runs, is asked for no purpose";
    private static final String VERSION =
            "the version of a balance counts changes for people who look; nothing reads it";
    private static final String LOCKED_ANYWAY = "the statement after it takes the same lock";
    private static final String MORE_LOCKS = "more balances are locked than needed, in the same order";
    private static final String NO_ORDER =
            "rows are locked in another order: PostgreSQL ends a deadlock, and what was ended is repeated after its lease";

    /** Mistakes that change nothing anybody could notice, and why. */
    private static final Map<String, String> HARMLESS = Map.of(
            "inference.admit: nothing for perform set_config('app.purpose', 'infer..., place 1", PURPOSE,
            "inference.finish: nothing for perform set_config('app.purpose', 'infer..., place 1", PURPOSE,
            "billing.place_holds: - for +, place 3", VERSION,
            "billing.post_top_up: - for +, place 2", VERSION,
            "billing.settle_holds: - for +, place 1", VERSION,
            "billing.post_top_up: nothing for perform from billing.balance b where b.a..., place 1", LOCKED_ANYWAY,
            "billing.settle_holds: or for and, place 1", MORE_LOCKS,
            "billing.settle_holds: <> for =, place 1", MORE_LOCKS,
            "inference.finish: nothing for order by d.prediction_id for update, place 1", NO_ORDER,
            "inference.finish: nothing for perform from inference.dispatch d where ..., place 2", NO_ORDER);

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
            List<Mutant> all = Mutant.all(connection);
            if (!all.stream().map(Mutant::name).toList().containsAll(HARMLESS.keySet())) {
                throw new IllegalStateException("a mistake that is listed as harmless cannot be made any more");
            }
            for (Mutant mutant : all) {
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
