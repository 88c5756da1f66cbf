package com.in2peta.compliance.api;

/** What readiness asks about people who were erased. */
public interface ErasedPeople {

    /**
     * Whether the database knows nobody whom the ledger outside says to be erased. False after the restore of an older backup until every such
     * erasure has been repeated, and until the first look after a start.
     */
    boolean areGone();
}
