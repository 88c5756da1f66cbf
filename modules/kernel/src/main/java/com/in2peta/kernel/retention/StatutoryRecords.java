package com.in2peta.kernel.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Records that law wants kept for years, so that they are destroyed by the order of two people and not by a rule alone. The module that owns
 * them implements it and refuses by itself what is below law's floor.
 */
public interface StatutoryRecords {

    /**
     * What is due in one financial year.
     *
     * @param held rows that a legal hold keeps
     */
    record YearDue(LocalDate financialYear, long due, long held) {}

    /** The table as the catalogue names it, {@code schema.table}. */
    String table();

    /** Records from before this moment, by the first day of their financial year. */
    List<YearDue> due(Instant before, List<UUID> heldOrganizations);

    /** Destroys at most so many of them, in the caller's transaction; answers how many. */
    long destroy(Instant before, List<UUID> heldOrganizations, int most);
}
