package com.in2peta.inference.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.domain.FileDetails;
import com.in2peta.inference.domain.FileStore;
import com.in2peta.inference.domain.LinkEnd;
import com.in2peta.inference.domain.StoredFile;
import com.in2peta.inference.file.FileSeal.Begun;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.problem.DomainException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Files in the output of a prediction. A large one is taken out, and a reference to it is stored in its place; who reads the prediction sees a
 * link that was signed for this reading, so that no link ends before its content does.
 */
@ApplicationScoped
public class FileOutputs {

    private static final String REFERENCE = "in2peta-file:";

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

    @Inject
    Clock clock;

    /**
     * The output with references in place of large files. An output that is ended twice has its files twice: those that nothing refers to end
     * with their time. Of an organization whose processing is restricted the output stays as it came.
     */
    public byte[] takeOut(UUID organizationId, UUID predictionId, byte[] output) {
        if (output.length <= config.inlineOutputBytes()) {
            return output;
        }
        try {
            return JsonTexts.replace(
                    output,
                    text -> text.length() <= config.inlineOutputBytes()
                            ? Optional.empty()
                            : EmbeddedFile.of(text).map(file -> REFERENCE + keep(organizationId, predictionId, file)));
        } catch (DomainException e) {
            return output;
        }
    }

    /** The output with links in place of references. */
    public byte[] withLinks(UUID organizationId, byte[] output) {
        if (!JsonTexts.holds(output, REFERENCE)) {
            return output;
        }
        Instant now = clock.instant();
        return JsonTexts.replace(
                output,
                text -> text.startsWith(REFERENCE)
                        ? Ids.fromWire(text.substring(REFERENCE.length()))
                                .map(id -> config.publicUrl()
                                        + links.path(organizationId, id, LinkEnd.of(id, config.fileLinkLife(), now)))
                        : Optional.empty());
    }

    private String keep(UUID organizationId, UUID predictionId, EmbeddedFile embedded) {
        Begun begun = seal.begin(organizationId, Optional.of(predictionId), config.payloadRetention());
        records.beginOutput(begun.file());
        FileWriter writer = new FileWriter(begun, seal, store);
        writer.write(embedded.content(), embedded.content().length);
        FileDetails details = new FileDetails(
                "output." + embedded.extension(),
                embedded.contentType(),
                writer.finish(),
                JsonNodeFactory.instance.objectNode());
        StoredFile complete = begun.file()
                .complete(
                        writer.bytes(),
                        seal.sealDetails(begun.key(), begun.file().id(), details));
        records.completeOutput(complete);
        return Ids.toWire(complete.id());
    }
}
