package com.in2peta.inference.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.inference.domain.FileDetails;
import com.in2peta.inference.domain.StoredFile;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.seal.ContentKey;
import com.in2peta.kernel.seal.Period;
import com.in2peta.kernel.seal.Period.Kind;
import com.in2peta.kernel.seal.Seals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Seals and opens files: each under a key of its own, which ends with the hour in which the file ends. */
@ApplicationScoped
class FileSeal {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "inference.file.sealed_key|";
    private static final String DETAILS = "inference.file.details|";
    private static final String CHUNK = "inference.file_chunk.content|";

    /** A file that begins, and its key in the clear. */
    record Begun(StoredFile file, ContentKey key) {}

    @Inject
    Seals seals;

    @Inject
    Clock clock;

    Begun begin(UUID organizationId, Optional<UUID> predictionId, Duration life) {
        UUID id = Ids.next(clock);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant end = now.plus(life);
        ContentKey key = seals.newContentKey();
        byte[] wrapped = seals.wrap(key, organizationId, Period.at(Kind.CONTENT, end), KEY + id);
        return new Begun(
                new StoredFile(
                        id, organizationId, predictionId, wrapped, OptionalLong.empty(), Optional.empty(), now, end),
                key);
    }

    /** Throws {@link com.in2peta.kernel.seal.KeyDestroyed} when nobody can open the file any more. */
    ContentKey key(UUID organizationId, UUID id, byte[] wrapped) {
        return seals.unwrap(wrapped, organizationId, KEY + id);
    }

    byte[] sealDetails(ContentKey key, UUID id, FileDetails details) {
        try {
            return key.seal(JSON.writeValueAsBytes(details), DETAILS + id);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // texts and a tree that was just parsed can be written
        }
    }

    byte[] openDetails(ContentKey key, UUID id, byte[] sealed) {
        return key.open(sealed, DETAILS + id);
    }

    FileDetails details(StoredFile file) {
        ContentKey key = key(file.organizationId(), file.id(), file.sealedKey());
        try {
            return JSON.readValue(openDetails(key, file.id(), file.details().orElseThrow()), FileDetails.class);
        } catch (IOException e) {
            throw new IllegalStateException("the details of file " + file.id() + " are no JSON", e);
        }
    }

    byte[] sealChunk(ContentKey key, UUID id, int seq, byte[] chunk) {
        return key.seal(chunk, CHUNK + id + "|" + seq);
    }

    byte[] openChunk(ContentKey key, UUID id, int seq, byte[] sealed) {
        return key.open(sealed, CHUNK + id + "|" + seq);
    }
}
