package com.in2peta.inference.dispatch;

import com.in2peta.inference.api.ProviderCallbacks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

@ApplicationScoped
class CallbackService implements ProviderCallbacks {

    @Inject
    Dispatcher dispatcher;

    @Override
    public void arrived(UUID predictionId, UUID token) {
        dispatcher.ask(predictionId, token);
    }
}
