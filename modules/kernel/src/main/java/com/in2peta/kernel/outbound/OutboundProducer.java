package com.in2peta.kernel.outbound;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the one client for users' URLs from the settings. */
@ApplicationScoped
public class OutboundProducer {

    /** For development and tests: URLs may name this machine, with http and at any port. */
    @Inject
    @ConfigProperty(name = "in2peta.kernel.loopback-urls", defaultValue = "false")
    boolean loopbackUrls;

    /** Networks with public addresses that are the platform's own. */
    @Inject
    @ConfigProperty(name = "in2peta.kernel.refused-networks")
    Optional<String> refusedNetworks; // Payara knows no optional lists

    @Resource
    ManagedThreadFactory threads;

    private ScheduledThreadPoolExecutor clockwork;

    @Produces
    @Singleton
    OutboundUrls urls() {
        List<Network> refused = refusedNetworks.stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .map(Network::of)
                .toList();
        return new OutboundUrls(refused, loopbackUrls);
    }

    @Produces
    @Singleton
    OutboundClient client(OutboundUrls urls) throws GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(new KeyManager[0], null, null); // the server's own key is not shown to anybody
        return new OutboundClient(urls, InetAddress::getAllByName, tls, clockwork());
    }

    /** Payara's own searches all jars for providers of context with every task, and here each request is one. */
    private ScheduledThreadPoolExecutor clockwork() {
        clockwork = new ScheduledThreadPoolExecutor(1, threads);
        clockwork.setRemoveOnCancelPolicy(true);
        return clockwork;
    }

    void close(@Disposes OutboundClient client) throws IOException {
        client.close();
        clockwork.shutdownNow();
    }
}
