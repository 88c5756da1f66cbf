package com.in2peta.sandbox;

import com.in2peta.sandbox.modal.ModalToken;

/** What every test shows. */
public final class TestKeys {

    public static final ProviderKeys PROVIDERS =
            new ProviderKeys("rp-key", "koyeb-token", "service-token", new ModalToken("wk-key", "ws-secret"));

    private TestKeys() {}
}
