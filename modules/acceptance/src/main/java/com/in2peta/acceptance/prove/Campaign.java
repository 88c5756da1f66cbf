package com.in2peta.acceptance.prove;

import java.sql.SQLException;

/** One way of trying to break the platform. */
interface Campaign {

    String name();

    /** Works until its rounds or its time are over; whatever it throws is a failure. */
    Outcome run(Run run) throws SQLException;
}
