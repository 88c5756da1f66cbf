package com.in2peta.acceptance.prove;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Random histories of the database's functions, one round after the other on the same books. */
final class Histories implements Campaign {

    private static final String NAME = "prove_histories";

    @Override
    public String name() {
        return "histories";
    }

    @Override
    public Outcome run(Run run) throws SQLException {
        run.ground().platform();
        List<String> faults = new ArrayList<>();
        int rounds = 0;
        try (PrivateDatabase database = PrivateDatabase.create(run.ground(), NAME);
                History history = new History(database, run.random(-1))) {
            run.begin();
            while (faults.isEmpty() && (rounds == 0 || run.timeIsLeft())) {
                faults.addAll(history.round(run.random(run.rounds())));
                rounds++;
                run.roundDone();
            }
            return new Outcome(
                    rounds + " rounds, " + history.calls() + " calls by " + History.CALLERS + " callers", faults);
        }
    }
}
