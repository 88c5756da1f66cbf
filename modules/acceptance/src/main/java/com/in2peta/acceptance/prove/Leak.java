package com.in2peta.acceptance.prove;

import com.in2peta.compliance.residue.Needle;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * One way in which a value may have got where it should not be.
 *
 * @param kind what it is, and the label of its needle
 * @param value what is planted: nobody else has it
 * @param place how the place begins at which it must be found
 */
record Leak(String kind, String value, String place, Planting planting) {

    /** Puts the value there. */
    @FunctionalInterface
    interface Planting {
        void plant(Connection connection, Path folder, String value) throws SQLException, IOException;
    }

    Needle needle() {
        return new Needle(kind, value);
    }
}
