package com.in2peta.inference.provider;

import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.domain.Provider;
import com.in2peta.kernel.egress.Recipients;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The providers that this installation has: RunPod where there is a key, the worker where there is an address. */
@ApplicationScoped
public class Providers {

    private static final String RUNPOD = "runpod";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    @Resource
    ManagedExecutorService executor;

    @Inject
    InferenceConfig config;

    @Inject
    Recipients recipients;

    private final Map<String, Provider> byName = new HashMap<>();

    @PostConstruct
    void setUp() {
        HttpClient http = HttpClient.newBuilder()
                .executor(executor)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        config.runpodApiKey()
                .ifPresent(key -> add(new RunPodProvider(
                        RUNPOD,
                        http,
                        config.runpodUrl(),
                        key,
                        (target, fields, organization) ->
                                recipients.require(RUNPOD, target, fields, Optional.of(organization)))));
        config.workerUrl()
                .ifPresent(url -> add(new RunPodProvider(
                        "worker",
                        http,
                        url,
                        config.workerApiKey()
                                .orElseThrow(
                                        () -> new IllegalStateException("in2peta.inference.worker-api-key is not set")),
                        (target, fields, organization) -> {}))); // a machine of one's own is no recipient
    }

    public Optional<Provider> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private void add(Provider provider) {
        byName.put(provider.name(), provider);
    }
}
