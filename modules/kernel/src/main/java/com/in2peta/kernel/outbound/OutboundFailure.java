package com.in2peta.kernel.outbound;

import java.util.Locale;

/** A call to a user's URL came to nothing. The reason may be shown to the user: it is too coarse to explore a network with. */
public final class OutboundFailure extends RuntimeException {

    public enum Reason {
        /** The URL itself is not one that is called. */
        URL_REFUSED,
        /** No such name, an address that is not called, or nobody there: which of them is not told. */
        UNREACHABLE,
        /** No trusted certificate for this name, or no common version of TLS. */
        TLS,
        /** It took too long. */
        TIMEOUT,
        /** The answer is larger than it may be. */
        TOO_LARGE,
        /** More redirects than are followed. */
        TOO_MANY_REDIRECTS,
        /** The answer's status is not a success. */
        STATUS,
        /** The connection broke, or what came is not HTTP. */
        BROKEN;

        /** The stable, kebab-case code for answers and logs. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    OutboundFailure(Reason reason, Throwable cause) {
        super(reason.code(), cause);
        this.reason = reason;
    }

    OutboundFailure(Reason reason) {
        this(reason, null);
    }

    public Reason reason() {
        return reason;
    }
}
