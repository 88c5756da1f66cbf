package com.in2peta.inference.config;

import com.in2peta.kernel.privacy.Catalogue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings of this module, which docs/operations.md explains, and its periods, which are the privacy policy's. */
@ApplicationScoped
public class InferenceConfig {

    private static final int SMALLEST_GROUP = 10;
    /** What a model may set as its run limit. */
    private static final Duration LONGEST_RUN = Duration.ofDays(7);

    private static final Duration LATE = Duration.ofDays(1);

    @Inject
    @ConfigProperty(name = "in2peta.inference.runpod-url")
    URI runpodUrl;

    @Inject
    @ConfigProperty(name = "in2peta.inference.runpod-api-key")
    Optional<String> runpodApiKey;

    @Inject
    @ConfigProperty(name = "in2peta.inference.runpod-rest-url")
    URI runpodRestUrl;

    @Inject
    @ConfigProperty(name = "in2peta.inference.runpod-rest-key")
    Optional<String> runpodRestKey;

    @Inject
    @ConfigProperty(name = "in2peta.inference.koyeb-api-url")
    URI koyebApiUrl;

    @Inject
    @ConfigProperty(name = "in2peta.inference.koyeb-api-token")
    Optional<String> koyebApiToken;

    @Inject
    @ConfigProperty(name = "in2peta.inference.worker-url")
    Optional<URI> workerUrl;

    @Inject
    @ConfigProperty(name = "in2peta.inference.worker-api-key")
    Optional<String> workerApiKey;

    @Inject
    @ConfigProperty(name = "in2peta.inference.koyeb-enabled", defaultValue = "false")
    boolean koyebEnabled;

    @Inject
    @ConfigProperty(name = "in2peta.inference.koyeb-host")
    String koyebHost;

    @Inject
    @ConfigProperty(name = "in2peta.inference.modal-enabled", defaultValue = "false")
    boolean modalEnabled;

    @Inject
    @ConfigProperty(name = "in2peta.inference.modal-host")
    String modalHost;

    @Inject
    @ConfigProperty(name = "in2peta.inference.callback-url")
    Optional<URI> callbackUrl;

    @Inject
    @ConfigProperty(name = "in2peta.inference.dispatch-enabled", defaultValue = "true")
    boolean dispatchEnabled;

    @Inject
    @ConfigProperty(name = "in2peta.inference.hand-over", defaultValue = "true")
    boolean handOver;

    @Inject
    @ConfigProperty(name = "in2peta.inference.admission-writers", defaultValue = "2")
    int admissionWriters;

    @Inject
    @ConfigProperty(name = "in2peta.inference.provider-calls", defaultValue = "256")
    int providerCalls;

    @Inject
    @ConfigProperty(name = "in2peta.inference.queue-limit", defaultValue = "PT24H")
    Duration queueLimit;

    @Inject
    @ConfigProperty(name = "in2peta.inference.stream-link-life", defaultValue = "PT1H")
    Duration streamLinkLife;

    @Inject
    @ConfigProperty(name = "in2peta.public-url")
    URI publicUrl;

    @Inject
    @ConfigProperty(name = "in2peta.inference.file-link-life", defaultValue = "PT1H")
    Duration fileLinkLife;

    @Inject
    @ConfigProperty(name = "in2peta.inference.inline-file-bytes", defaultValue = "262144")
    int inlineFileBytes;

    @Inject
    @ConfigProperty(name = "in2peta.inference.inline-output-bytes", defaultValue = "262144")
    int inlineOutputBytes;

    @Inject
    @ConfigProperty(name = "in2peta.inference.open-predictions", defaultValue = "1000")
    int openPredictions;

    @Inject
    Catalogue catalogue;

    @Inject
    @ConfigProperty(name = "in2peta.inference.trend-group", defaultValue = "10")
    int trendGroup;

    public URI runpodUrl() {
        return runpodUrl;
    }

    /** Without a key RunPod is not among the providers. */
    public Optional<String> runpodApiKey() {
        return runpodApiKey;
    }

    public URI runpodRestUrl() {
        return runpodRestUrl;
    }

    /** Of the platform's own account; without it nothing is hosted at RunPod. */
    public Optional<String> runpodRestKey() {
        return runpodRestKey;
    }

    public URI koyebApiUrl() {
        return koyebApiUrl;
    }

    /** Of the platform's own organization there; without it nothing is hosted at Koyeb. */
    public Optional<String> koyebApiToken() {
        return koyebApiToken;
    }

    /** Without a URL there is no worker of one's own. */
    public Optional<URI> workerUrl() {
        return workerUrl;
    }

    public Optional<String> workerApiKey() {
        return workerApiKey;
    }

    /** Whether models may name endpoints of their owners at Koyeb. */
    public boolean koyebEnabled() {
        return koyebEnabled;
    }

    /** The host of services at Koyeb, or with a dot in front the domain of all of them. */
    public String koyebHost() {
        return koyebHost;
    }

    /** Whether models may name endpoints of their owners at Modal. */
    public boolean modalEnabled() {
        return modalEnabled;
    }

    /** The host of functions at Modal, or with a dot in front the domain of all of them. */
    public String modalHost() {
        return modalHost;
    }

    /** How providers reach this platform; without it they are only polled. */
    public Optional<URI> callbackUrl() {
        return callbackUrl;
    }

    /** While false, predictions are accepted and wait: for the maintenance of a provider. */
    public boolean dispatchEnabled() {
        return dispatchEnabled;
    }

    /** Whether a node begins what it accepts, as long as it has room; else it tells all nodes of it. */
    public boolean handOver() {
        return handOver;
    }

    /** Group commits that may run at the same time. */
    public int admissionWriters() {
        return admissionWriters;
    }

    /** Calls to providers that one node has under way. */
    public int providerCalls() {
        return providerCalls;
    }

    /** How long a prediction may wait for a provider before the watchdog ends it. */
    public Duration queueLimit() {
        return queueLimit;
    }

    /** How long the link to a stream can be opened; what is open then goes on. */
    public Duration streamLinkLife() {
        return streamLinkLife;
    }

    /** The address callers use. */
    public URI publicUrl() {
        return publicUrl;
    }

    /** How long a signed link to a file works. */
    public Duration fileLinkLife() {
        return fileLinkLife;
    }

    /** Files of an input that together are no larger reach the provider inside the input, others by a link. */
    public int inlineFileBytes() {
        return inlineFileBytes;
    }

    /** A file in an output that is larger, as it stands there, is taken out and replaced by a link. */
    public int inlineOutputBytes() {
        return inlineOutputBytes;
    }

    /** How long uploaded files stay. */
    public Duration fileRetention() {
        return catalogue.policy().rule("files").duration();
    }

    /** How long after its creation a prediction may end: the wait, the longest run, and a day in which the watchdog is late. */
    public Duration longestLife() {
        return queueLimit.plus(LONGEST_RUN).plus(LATE);
    }

    /** Predictions of an organization that may be open at the same time; any number when it is 0. */
    public int openPredictions() {
        return openPredictions;
    }

    /** How long inputs and outputs stay after completion. */
    public Duration payloadRetention() {
        return catalogue.policy().rule("predictions").duration();
    }

    /** How long calls of the API and the rows of predictions stay. */
    public Duration usageLogRetention() {
        return catalogue.policy().rule("api-log").duration();
    }

    /** Organizations of the smallest group that a report of trends shows; less than ten is not allowed. */
    public int trendGroup() {
        return Math.max(SMALLEST_GROUP, trendGroup);
    }
}
