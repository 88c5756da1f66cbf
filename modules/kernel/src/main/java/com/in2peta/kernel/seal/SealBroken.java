package com.in2peta.kernel.seal;

/** A sealed value does not open with its key: it was changed, or it lies at another place than the one it was sealed for. */
public final class SealBroken extends RuntimeException {

    SealBroken() {
        super("a sealed value does not open at its place");
    }
}
