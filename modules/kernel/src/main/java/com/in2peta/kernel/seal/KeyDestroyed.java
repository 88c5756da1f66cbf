package com.in2peta.kernel.seal;

import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;

/** The key is gone, and with it what was sealed under it; nothing new is sealed for its owner either. */
public final class KeyDestroyed extends DomainException {

    public KeyDestroyed() {
        super(ProblemType.NOT_FOUND, "The data has been removed for good.");
    }
}
