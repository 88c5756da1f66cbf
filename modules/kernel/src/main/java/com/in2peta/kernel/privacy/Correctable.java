package com.in2peta.kernel.privacy;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Values that a person can have corrected; the catalogue calls them {@code correct}. Each module implements its own. */
public interface Correctable {

    /** The columns, as {@code schema.table.column}. */
    Set<String> elements();

    /**
     * Writes the new value, in the caller's transaction on {@code jdbc/in2peta-batch}. Refuses a value that the same field would refuse elsewhere,
     * with the pointer {@code /value}.
     *
     * @param row which of the person's rows; empty where there is only one
     */
    void correct(Subject subject, String element, Optional<UUID> row, String value);
}
