package com.in2peta.sandbox;

import com.in2peta.sandbox.modal.ModalToken;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What callers have to show to the stand-ins of the providers.
 *
 * @param koyebApiToken for the management of services
 * @param koyebServiceToken for calls to the services that are there from the start
 */
public record ProviderKeys(String runpodApiKey, String koyebApiToken, String koyebServiceToken, ModalToken modalToken) {

    public ProviderKeys {
        boolean blank = Stream.of(runpodApiKey, koyebApiToken, koyebServiceToken, modalToken.key(), modalToken.secret())
                .anyMatch(key -> key == null || key.isBlank());
        if (blank) {
            throw new IllegalArgumentException("each provider needs its keys");
        }
    }

    /** From {@code RUNPOD_API_KEY} and the like. */
    static ProviderKeys of(Map<String, String> environment) {
        return new ProviderKeys(
                environment.get("RUNPOD_API_KEY"),
                environment.get("KOYEB_API_TOKEN"),
                environment.get("KOYEB_SERVICE_TOKEN"),
                new ModalToken(environment.get("MODAL_KEY"), environment.get("MODAL_SECRET")));
    }

    /** Without the keys: records end up in log lines. */
    @Override
    public String toString() {
        return "ProviderKeys";
    }
}
