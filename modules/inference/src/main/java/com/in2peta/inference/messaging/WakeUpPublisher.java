package com.in2peta.inference.messaging;

import com.in2peta.inference.domain.WakeUps;
import com.in2peta.kernel.failure.FailureCode;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Says by JMS which predictions were just accepted. The message is not persistent and its loss is no error: the rows are due, and the
 * sweep finds them.
 */
@ApplicationScoped
class WakeUpPublisher implements WakeUps {

    private static final Logger LOG = System.getLogger(WakeUpPublisher.class.getName());
    private static final long LIFE_MILLIS = 60_000;

    @Resource(lookup = "jms/in2peta")
    ConnectionFactory connections;

    @Resource(lookup = "jms/InferenceWakeUp")
    Queue queue;

    @Override
    public void publish(Collection<UUID> ids) {
        try (JMSContext context = connections.createContext()) {
            context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .setTimeToLive(LIFE_MILLIS)
                    .setDisableMessageTimestamp(true)
                    .send(queue, ids.stream().map(UUID::toString).collect(Collectors.joining(",")));
        } catch (JMSRuntimeException e) {
            LOG.log(Level.WARNING, "no wake-up sent, the sweep will find the work: {0}", FailureCode.of(e));
        }
    }
}
