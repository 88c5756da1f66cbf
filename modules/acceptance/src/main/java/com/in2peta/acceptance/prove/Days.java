package com.in2peta.acceptance.prove;

import com.in2peta.kernel.privacy.CatalogueReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Months of retention in minutes. First the real tables and the code of the job, hour by hour on a clock of their own that stops, steps and
 * is wrong; then, in the full campaign, platforms whose clock stands days ahead: what has ended is hidden to the second and gone within the
 * policy's bound, nothing goes early, and nothing goes that a hold covers.
 */
final class Days implements Campaign {

    private static final String NAME = "prove_days";
    private static final int FULL_DAYS = 400;

    @Override
    public String name() {
        return "days";
    }

    @Override
    public Outcome run(Run run) throws SQLException {
        run.ground().platform();
        List<String> faults = new ArrayList<>();
        String done;
        try (PrivateDatabase database = PrivateDatabase.create(run.ground(), NAME);
                Connection superuser = database.superuser();
                Connection batch = database.connect("in2p_batch")) {
            run.begin();
            AgingPlatform platform = new AgingPlatform(
                    batch, superuser, CatalogueReader.read(Days.class.getClassLoader()), run.random(0), faults);
            while (faults.isEmpty() && (run.isSlice() ? run.timeIsLeft() : platform.hours() < FULL_DAYS * 24)) {
                platform.hour();
            }
            done = platform.done();
        }
        if (!run.isSlice()) {
            run.ground().close();
            done += ", " + new MovedClock(run.folder().resolve("days")).run(faults) + " platforms with moved clocks";
        }
        return new Outcome(done, faults);
    }
}
