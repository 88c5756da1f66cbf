package com.in2peta.inference.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.inference.provider.Providers;
import com.in2peta.kernel.outbox.OutboxHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Tells a provider that nobody wants a job's result any more; {@code inference.cancel} puts the message into the outbox. */
@ApplicationScoped
class ProviderCancelHandler implements OutboxHandler {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Providers providers;

    @Override
    public String topic() {
        return "provider-cancel";
    }

    @Override
    public void handle(UUID messageId, UUID organizationId, String payload) {
        JsonNode job;
        try {
            job = JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable cancel in the outbox");
        }
        providers
                .find(job.path("provider").asText())
                .ifPresent(provider -> provider.cancel(
                                job.path("endpoint").asText(), job.path("job").asText())
                        .join()); // bounded by the call's own timeout
    }
}
