package com.in2peta.inference.domain;

/** A provider did not do what it was asked; temporary ones are tried again. */
public class ProviderFailure extends RuntimeException {

    private final boolean temporary;

    public ProviderFailure(String reason, boolean temporary) {
        super(reason, null, false, false);
        this.temporary = temporary;
    }

    public boolean temporary() {
        return temporary;
    }
}
