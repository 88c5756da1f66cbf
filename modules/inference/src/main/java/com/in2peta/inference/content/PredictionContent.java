package com.in2peta.inference.content;

import com.in2peta.inference.api.PredictionView;
import com.in2peta.inference.api.PredictionView.Status;
import com.in2peta.inference.domain.SealedInput;
import com.in2peta.inference.domain.StoredPrediction;
import com.in2peta.inference.domain.StoredPrediction.Content;
import com.in2peta.inference.file.FileOutputs;
import com.in2peta.kernel.seal.ContentKey;
import com.in2peta.kernel.seal.KeyDestroyed;
import com.in2peta.kernel.seal.Period;
import com.in2peta.kernel.seal.Period.Kind;
import com.in2peta.kernel.seal.SealBroken;
import com.in2peta.kernel.seal.Seals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Seals and opens what predictions hold: each under a key of its own, which lies wrapped beside it. */
@ApplicationScoped
public class PredictionContent {

    /** What the caller is told of a prediction that failed with its content. */
    public static final String DESTROYED = "The content of this prediction was destroyed.";

    private static final Logger LOG = System.getLogger(PredictionContent.class.getName());
    private static final String KEY = "inference.key|";
    private static final String INPUT = "inference.input|";
    private static final String OUTPUT = "inference.output|";
    private static final String ERROR = "inference.error|";
    private static final String LOGS = "inference.logs|";
    private static final String WEBHOOK = "inference.webhook|";

    @Inject
    Seals seals;

    @Inject
    StreamLinks links;

    @Inject
    FileOutputs files;

    public SealedInput seal(UUID organizationId, UUID id, byte[] input, Optional<URI> webhook, Instant now) {
        ContentKey key = seals.newContentKey();
        Period period = Period.at(Kind.IN_FLIGHT, now);
        return new SealedInput(
                seals.wrap(key, organizationId, period, KEY + id),
                period.hour(),
                key.seal(input, INPUT + id),
                webhook.map(url -> key.seal(url.toString().getBytes(StandardCharsets.UTF_8), WEBHOOK + id)));
    }

    /** Throws {@link KeyDestroyed} when the content cannot be opened any more. */
    public ContentKey key(UUID organizationId, UUID id, byte[] wrapped) {
        return seals.unwrap(wrapped, organizationId, KEY + id);
    }

    /** The key as it lies beside content that ends at the given time. Throws {@link KeyDestroyed}. */
    public byte[] keep(ContentKey key, UUID organizationId, UUID id, Instant expiresAt) {
        return seals.wrap(key, organizationId, Period.at(Kind.CONTENT, expiresAt), KEY + id);
    }

    public byte[] openInput(ContentKey key, UUID id, byte[] sealed) {
        return key.open(sealed, INPUT + id);
    }

    public byte[] openOutput(ContentKey key, UUID id, byte[] sealed) {
        return key.open(sealed, OUTPUT + id);
    }

    public byte[] openError(ContentKey key, UUID id, byte[] sealed) {
        return key.open(sealed, ERROR + id);
    }

    public byte[] openLogs(ContentKey key, UUID id, byte[] sealed) {
        return key.open(sealed, LOGS + id);
    }

    public String openWebhook(ContentKey key, UUID id, byte[] sealed) {
        return new String(key.open(sealed, WEBHOOK + id), StandardCharsets.UTF_8);
    }

    public byte[] sealOutput(ContentKey key, UUID id, byte[] output) {
        return key.seal(output, OUTPUT + id);
    }

    public byte[] sealError(ContentKey key, UUID id, String error) {
        return key.seal(error.getBytes(StandardCharsets.UTF_8), ERROR + id);
    }

    public byte[] sealLogs(ContentKey key, UUID id, String logs) {
        return key.seal(logs.getBytes(StandardCharsets.UTF_8), LOGS + id);
    }

    /** As its owner sees it. What does not open is shown like what has ended: nobody gets it any more. */
    public PredictionView view(StoredPrediction stored, Instant now) {
        try {
            return stored.content().map(content -> open(stored, content)).orElseGet(() -> removed(stored, now));
        } catch (KeyDestroyed e) {
            return removed(stored, now);
        } catch (SealBroken e) {
            LOG.log(Level.ERROR, "prediction {0}: its content does not open", stored.id());
            return removed(stored, now);
        }
    }

    private PredictionView open(StoredPrediction stored, Content content) {
        ContentKey key = key(stored.organizationId(), stored.id(), content.key());
        return view(
                stored,
                Optional.of(openInput(key, stored.id(), content.input())),
                content.output()
                        .map(output -> files.withLinks(stored.organizationId(), openOutput(key, stored.id(), output))),
                content.error().map(error -> text(openError(key, stored.id(), error))),
                content.logs().map(logs -> text(openLogs(key, stored.id(), logs))),
                false);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private PredictionView removed(StoredPrediction stored, Instant now) {
        boolean early = stored.status() == Status.FAILED
                && stored.payloadExpiresAt().filter(now::isBefore).isPresent();
        return view(
                stored,
                Optional.empty(),
                Optional.empty(),
                early ? Optional.of(DESTROYED) : Optional.empty(),
                Optional.empty(),
                true);
    }

    private PredictionView view(
            StoredPrediction stored,
            Optional<byte[]> input,
            Optional<byte[]> output,
            Optional<String> error,
            Optional<String> logs,
            boolean removed) {
        return new PredictionView(
                stored.id(),
                stored.model(),
                stored.version(),
                stored.status(),
                input,
                output,
                error,
                logs,
                stored.createdAt(),
                stored.startedAt(),
                stored.completedAt(),
                stored.runMillis(),
                stored.costMicros(),
                stored.currency(),
                removed,
                stored.deployment(),
                stored.endUser(),
                stored.deadline(),
                stored.tries(),
                links.path(stored.organizationId(), stored.id()));
    }
}
