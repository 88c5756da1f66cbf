package com.in2peta.inference.provider;

import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.domain.Hosting;
import com.in2peta.inference.domain.Provider;
import com.in2peta.kernel.egress.Recipients;
import com.in2peta.kernel.work.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The providers that this installation has: RunPod where there is a key, the worker where there is an address; Koyeb and Modal, where the keys are the
 * model owners', where operations has allowed them.
 */
@ApplicationScoped
public class Providers {

    private static final String RUNPOD = "runpod";
    private static final String KOYEB = "koyeb";
    private static final String MODAL = "modal";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    @Inject
    Workers workers;

    @Inject
    InferenceConfig config;

    @Inject
    Recipients recipients;

    @Inject
    Clock clock;

    private final Map<String, Provider> byName = new LinkedHashMap<>();
    private final Map<String, Hosting> hostings = new LinkedHashMap<>();

    @PostConstruct
    void setUp() {
        ProviderHttp http = new ProviderHttp(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build(),
                workers);
        config.runpodApiKey()
                .ifPresent(key ->
                        add(new RunPodProvider(RUNPOD, http, config.runpodUrl(), key, Gate.of(recipients, RUNPOD))));
        config.workerUrl()
                .ifPresent(url -> add(new RunPodProvider(
                        "worker",
                        http,
                        url,
                        config.workerApiKey()
                                .orElseThrow(
                                        () -> new IllegalStateException("in2peta.inference.worker-api-key is not set")),
                        Gate.OPEN)));
        if (config.koyebEnabled()) {
            add(new KoyebProvider(http, Gate.of(recipients, KOYEB), clock));
        }
        if (config.modalEnabled()) {
            add(new ModalProvider(http, Gate.of(recipients, MODAL), clock));
        }
        config.runpodRestKey()
                .ifPresent(key -> add(new RunPodHosting(
                        new ManagementHttp(http, config.runpodRestUrl(), key, Gate.of(recipients, RUNPOD), clock))));
        config.koyebApiToken()
                .ifPresent(token -> add(new KoyebHosting(
                        new ManagementHttp(http, config.koyebApiUrl(), token, Gate.of(recipients, KOYEB), clock),
                        config.koyebHost())));
    }

    /** Where the platform can make endpoints: at the providers for which there is a key of the management API. */
    public Optional<Hosting> hosting(String name) {
        return Optional.ofNullable(hostings.get(name));
    }

    public Optional<Provider> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Set<String> names() {
        return byName.keySet();
    }

    private void add(Hosting hosting) {
        hostings.put(hosting.provider(), hosting);
    }

    private void add(Provider provider) {
        byName.put(provider.name(), provider);
    }
}
