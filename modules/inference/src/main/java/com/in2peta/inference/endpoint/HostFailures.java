package com.in2peta.inference.endpoint;

import com.in2peta.inference.domain.ProviderFailure.Kind;

/** Words for why an endpoint is not what it is to be. */
final class HostFailures {

    /** The provider does not take it like this. */
    static final String REFUSED = "refused";
    /** The provider lets the platform not do it, such as for want of quota. It is tried again. */
    static final String DENIED = "denied";
    /** The provider does not answer well. It is tried again. */
    static final String UNAVAILABLE = "unavailable";
    /** The provider has it no longer. */
    static final String GONE = "gone";
    /** The provider has it, and it does not run. */
    static final String BROKEN = "broken";

    private HostFailures() {}

    static String of(Kind kind) {
        return kind == Kind.TEMPORARY ? UNAVAILABLE : DENIED;
    }
}
