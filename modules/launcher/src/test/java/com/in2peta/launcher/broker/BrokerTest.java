package com.in2peta.launcher.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.launcher.Home;
import com.in2peta.launcher.Ports;
import com.in2peta.launcher.Secrets;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTest {

    private static final String QUEUE = "InferenceWakeUp";
    private static final long LIMIT_MILLIS = 10_000;

    @TempDir
    Path directory;

    @Test
    void keepsItsMessagesAndRefusesStrangers() {
        Home home = Home.open(directory.resolve("data"));
        Secrets secrets = new Secrets(home.secrets());
        Broker first = new Broker(home, secrets, Ports.free(), List.of(QUEUE));
        first.start();
        try (ActiveMQConnectionFactory factory = factory(first)) {
            assertThatThrownBy(() -> factory.createContext(Broker.USER, "guess"))
                    .isInstanceOf(JMSRuntimeException.class);
            assertThatThrownBy(factory::createContext).isInstanceOf(JMSRuntimeException.class);
            try (JMSContext context = factory.createContext(Broker.USER, first.password())) {
                Queue queue = context.createQueue(QUEUE);
                context.createProducer().send(queue, "an id");
            }
        } finally {
            first.stop();
        }

        Broker second = new Broker(home, secrets, Ports.free(), List.of(QUEUE));
        second.start();
        try (ActiveMQConnectionFactory factory = factory(second);
                JMSContext context = factory.createContext(Broker.USER, second.password())) {
            String received =
                    context.createConsumer(context.createQueue(QUEUE)).receiveBody(String.class, LIMIT_MILLIS);
            assertThat(received).isEqualTo("an id");
        } finally {
            second.stop();
        }
    }

    private static ActiveMQConnectionFactory factory(Broker broker) {
        return new ActiveMQConnectionFactory("tcp://127.0.0.1:" + broker.port() + "?reconnectAttempts=0");
    }
}
