package com.in2peta.launcher.broker;

import com.in2peta.launcher.Home;
import com.in2peta.launcher.Part;
import com.in2peta.launcher.Secrets;
import com.in2peta.launcher.StartFailure;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * Artemis with its journal on disk, on loopback TCP. Messages carry ids only, so little memory is enough: what does not
 * fit is paged to disk, and what cannot be delivered ends in the dead-letter queue.
 */
public final class Broker implements Part {

    public static final String USER = "in2peta";
    public static final String DEAD_LETTERS = "DeadLetters";
    public static final String EXPIRED = "Expired";
    private static final String ROLE = "application";
    private static final int MAX_DELIVERY_ATTEMPTS = 10;
    private static final long FIRST_REDELIVERY_MILLIS = 500;
    private static final long LAST_REDELIVERY_MILLIS = 30_000;
    private static final double REDELIVERY_MULTIPLIER = 2;
    private static final long ADDRESS_MAX_BYTES = 8L * 1024 * 1024;
    private static final int PAGE_BYTES = 1024 * 1024;
    private static final long GLOBAL_MAX_BYTES = 24L * 1024 * 1024;
    private static final int JOURNAL_FILE_BYTES = 1024 * 1024;
    private static final int JOURNAL_BUFFER_BYTES = 256 * 1024;
    private static final int THREADS = 8;
    private static final int SCHEDULED_THREADS = 2;

    /** Kept here, or its level would be forgotten. It would write a line for every message. */
    private static final Logger AUDIT = Logger.getLogger("org.apache.activemq.audit");

    private final Home home;
    private final String password;
    private final int port;
    private final List<String> queues;
    private volatile EmbeddedActiveMQ server;

    /** @param queues the queues that exist from the start, each with one owner */
    public Broker(Home home, Secrets secrets, int port, List<String> queues) {
        this.home = home;
        this.password = secrets.get("broker");
        this.port = port;
        this.queues = List.copyOf(queues);
    }

    @Override
    public String name() {
        return "broker";
    }

    public int port() {
        return port;
    }

    public String password() {
        return password;
    }

    @Override
    public void start() {
        AUDIT.setLevel(Level.OFF);
        EmbeddedActiveMQ starting =
                new EmbeddedActiveMQ().setConfiguration(configuration()).setSecurityManager(security());
        server = starting;
        try {
            starting.start();
            if (!starting.getActiveMQServer().isActive()) {
                throw new StartFailure("the broker did not become active; see " + home.logs());
            }
        } catch (StartFailure e) {
            throw e;
        } catch (Exception e) {
            throw new StartFailure("the broker did not start: " + e.getMessage(), e);
        }
    }

    private ConfigurationImpl configuration() {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setName("in2peta");
        configuration.setBrokerInstance(home.artemis().toFile());
        configuration.setJournalDirectory(home.artemis().resolve("journal").toString());
        configuration.setBindingsDirectory(home.artemis().resolve("bindings").toString());
        configuration.setPagingDirectory(home.artemis().resolve("paging").toString());
        configuration.setLargeMessagesDirectory(home.artemis().resolve("large").toString());
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalFileSize(JOURNAL_FILE_BYTES);
        configuration.setJournalBufferSize_NIO(JOURNAL_BUFFER_BYTES);
        configuration.setPersistenceEnabled(true);
        configuration.setSecurityEnabled(true);
        configuration.setJMXManagementEnabled(false);
        configuration.setGlobalMaxSize(GLOBAL_MAX_BYTES);
        configuration.setThreadPoolMaxSize(THREADS);
        configuration.setScheduledThreadPoolMaxSize(SCHEDULED_THREADS);
        configuration.putSecurityRoles("#", Set.of(allowed()));
        configuration.addAddressSetting("#", addressSettings());
        try {
            configuration.addAcceptorConfiguration(
                    "tcp", "tcp://127.0.0.1:" + port + "?protocols=CORE&useEpoll=false&useKQueue=false");
        } catch (Exception e) {
            throw new StartFailure("the broker's address is not usable", e);
        }
        queues.forEach(queue -> configuration.addAddressConfiguration(queue(queue)));
        configuration.addAddressConfiguration(queue(DEAD_LETTERS));
        configuration.addAddressConfiguration(queue(EXPIRED));
        return configuration;
    }

    private static CoreAddressConfiguration queue(String name) {
        return new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfig(QueueConfiguration.of(name)
                        .setAddress(name)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true));
    }

    private static AddressSettings addressSettings() {
        return new AddressSettings()
                .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                .setExpiryAddress(SimpleString.of(EXPIRED))
                .setMaxDeliveryAttempts(MAX_DELIVERY_ATTEMPTS)
                .setRedeliveryDelay(FIRST_REDELIVERY_MILLIS)
                .setRedeliveryMultiplier(REDELIVERY_MULTIPLIER)
                .setMaxRedeliveryDelay(LAST_REDELIVERY_MILLIS)
                .setMaxSizeBytes(ADDRESS_MAX_BYTES)
                .setPageSizeBytes(PAGE_BYTES)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
    }

    private static Role allowed() {
        return new Role(ROLE, true, true, true, true, true, true, false, true, true, true, false, false);
    }

    private ActiveMQJAASSecurityManager security() {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(USER, password);
        users.addRole(USER, ROLE);
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }

    @Override
    public void stop() {
        EmbeddedActiveMQ running = server;
        if (running != null) {
            try {
                running.stop();
            } catch (Exception e) {
                throw new IllegalStateException("the broker did not stop cleanly", e);
            }
        }
    }

    @Override
    public String detail() {
        return "127.0.0.1:" + port;
    }
}
