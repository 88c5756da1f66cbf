package com.in2peta.inference.messaging;

import com.in2peta.inference.dispatch.Dispatcher;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.Arrays;
import java.util.UUID;

/** Work was accepted somewhere: take it at once instead of at the next sweep. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "resourceAdapter", propertyValue = "artemis"),
            @ActivationConfigProperty(propertyName = "destination", propertyValue = WakeUpConsumer.QUEUE),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "useJNDI", propertyValue = "false"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "2")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WakeUpConsumer implements MessageListener {

    public static final String QUEUE = "InferenceWakeUp";

    @Inject
    Dispatcher dispatcher;

    @Override
    public void onMessage(Message message) {
        try {
            dispatcher.wake(Arrays.stream(message.getBody(String.class).split(","))
                    .map(UUID::fromString)
                    .toList());
        } catch (JMSException e) {
            throw new IllegalStateException("unreadable wake-up", e);
        }
    }
}
