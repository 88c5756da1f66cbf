package com.in2peta.kernel.database;

/**
 * Why a transaction reads or writes: the purposes of the privacy policy and no others. Set in the database beside the organization, where
 * row-level security asks for it.
 */
public enum Purpose {
    ACCOUNT,
    PAYMENTS,
    INFERENCE,
    BILLING,
    EMAIL,
    ABUSE,
    TRENDS,
    LEGAL;

    /** The value of {@code app.purpose}, and the code in the catalogue. */
    public String setting() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
