package com.in2peta.kernel.egress;

/** Data was about to leave for somebody who may not have it. Nothing was sent. */
public final class RecipientRefused extends RuntimeException {

    /** Why; the code goes to logs and metrics. */
    public enum Reason {
        /** The catalogue knows no such processor. */
        NOT_REGISTERED,
        /** The address is not the one that the processor's setting names. */
        OTHER_HOST,
        /** A field that is not in the processor's list. */
        UNLISTED_FIELD,
        /** No agreement is in force. */
        NO_AGREEMENT,
        /** A country without a safeguard. */
        NO_SAFEGUARD,
        /** The organization lets nothing be processed in one of the processor's countries. */
        EXCLUDED_COUNTRY
    }

    private final Reason reason;

    RecipientRefused(Reason reason, String what) {
        super(reason + " " + what, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
