package com.in2peta.inference.provider;

import com.in2peta.inference.domain.ProviderFailure;

/** A call got no answer in the time it had. */
final class CallTimeout extends ProviderFailure {

    CallTimeout() {
        super("The provider did not answer in time.", Kind.TEMPORARY);
    }
}
