package com.in2peta.identity.api;

/** Roles that a caller can have; the names stand in the {@code groups} claim of an access token. */
public final class Roles {

    /** Everybody who is signed in, by key or token. */
    public static final String USER = "user";
    /** Staff that runs the platform: jobs, retention, the state of the parts. */
    public static final String STAFF_OPERATIONS = "staff-operations";
    /** Staff that answers for money. */
    public static final String STAFF_FINANCE = "staff-finance";
    /** Staff that answers for privacy. */
    public static final String STAFF_COMPLIANCE = "staff-compliance";

    private Roles() {}

    /** The role in a token for a row of {@code identity.staff_role}. */
    public static String staff(String role) {
        return "staff-" + role;
    }
}
