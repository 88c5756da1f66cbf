package com.in2peta.inference.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.domain.FileStore;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.ProviderFailure.Kind;
import com.in2peta.inference.domain.StoredFile;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import com.in2peta.kernel.seal.ContentKey;
import com.in2peta.kernel.seal.KeyDestroyed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Files in the input of a prediction: a text that is the address of a file of the caller's. What is stored is the address; the provider gets
 * the content itself when it is small, or a link of its own. Addresses elsewhere are the provider's to follow.
 */
@ApplicationScoped
public class FileInputs {

    private static final String GONE = "A file of the input has ended or was deleted.";

    @Inject
    FileRecords records;

    @Inject
    FileStore store;

    @Inject
    FileSeal seal;

    @Inject
    FileLinks links;

    @Inject
    InferenceConfig config;

    /** Problem {@code invalid-input} for a file that does not exist for the organization, and for too many of them. */
    public void requireOwn(UUID organizationId, JsonNode input) {
        Map<String, UUID> named = new LinkedHashMap<>();
        JsonTexts.forEach(input, (at, text) -> links.named(text).ifPresent(id -> named.put(at, id)));
        if (named.isEmpty()) {
            return;
        }
        if (named.size() > Limits.INPUT_FILES) {
            throw refuse(List.of(new Violation("/input", "must not name more than " + Limits.INPUT_FILES + " files")));
        }
        Set<UUID> own = records.find(organizationId, named.values()).stream()
                .map(StoredFile::id)
                .collect(Collectors.toSet());
        List<Violation> violations = new ArrayList<>();
        named.forEach((at, id) -> {
            if (!own.contains(id)) {
                violations.add(new Violation("/input" + at, "must be a file of your own that has not ended"));
            }
        });
        if (!violations.isEmpty()) {
            throw refuse(violations);
        }
    }

    /**
     * The input as the provider gets it. Fails with {@link ProviderFailure} when a file is gone meanwhile.
     *
     * @param until when the provider has surely read what it needs
     */
    public byte[] forProvider(UUID organizationId, byte[] input, Instant until) {
        if (!JsonTexts.holds(input, config.publicUrl() + FileLinks.PATH)) {
            return input;
        }
        Delivery delivery = new Delivery(organizationId, until);
        return JsonTexts.replace(input, text -> links.named(text).map(delivery::give));
    }

    /** Within one input: what has been put inside counts. */
    private final class Delivery {

        private final UUID organizationId;
        private final Instant until;
        private long room = config.inlineFileBytes();

        Delivery(UUID organizationId, Instant until) {
            this.organizationId = organizationId;
            this.until = until;
        }

        String give(UUID id) {
            StoredFile file = records.find(organizationId, id).orElseThrow(() -> new ProviderFailure(GONE, Kind.FINAL));
            long size = file.size().orElseThrow();
            if (size > room) {
                URI base = config.callbackUrl().orElse(config.publicUrl());
                return base + links.path(file, until);
            }
            room -= size;
            return dataUrl(file, (int) size);
        }
    }

    private String dataUrl(StoredFile file, int size) {
        try {
            ContentKey key = seal.key(file.organizationId(), file.id(), file.sealedKey());
            byte[] content = new byte[size];
            int at = 0;
            for (int seq = 0; at < size; seq++) {
                byte[] chunk = seal.openChunk(key, file.id(), seq, store.get(file, seq));
                System.arraycopy(chunk, 0, content, at, chunk.length);
                at += chunk.length;
            }
            return EmbeddedFile.dataUrl(seal.details(file).contentType(), content);
        } catch (KeyDestroyed e) {
            throw new ProviderFailure(GONE, Kind.FINAL);
        }
    }

    private static DomainException refuse(List<Violation> violations) {
        return new DomainException(ProblemType.INVALID_INPUT, "The input names files that cannot be used.", violations);
    }
}
