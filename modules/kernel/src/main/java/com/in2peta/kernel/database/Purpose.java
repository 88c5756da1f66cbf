package com.in2peta.kernel.database;

/** Why a transaction reads or writes; set in the database beside the organization, where row-level security can ask for it. */
public enum Purpose {
    ACCOUNT,
    BILLING,
    INFERENCE,
    SECURITY,
    MAIL,
    RETENTION,
    OPERATIONS;

    /** The value of {@code app.purpose}. */
    public String setting() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
