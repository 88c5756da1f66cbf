package com.in2peta.inference.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.inference.api.StoredFiles.FileView;
import com.in2peta.inference.api.StoredFiles.Upload;
import com.in2peta.inference.domain.FileDetails;
import com.in2peta.inference.domain.StoredFile;
import com.in2peta.inference.file.FileSeal.Begun;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;

/** One upload. If the process dies in the middle, an incomplete row is left that nobody sees and the retention job deletes. */
final class FileUpload implements Upload {

    private final FileService service;
    private final Begun begun;
    private final FileWriter writer;
    private boolean finished;

    FileUpload(FileService service, Begun begun) {
        this.service = service;
        this.begun = begun;
        this.writer = new FileWriter(begun, service.seal, service.store);
    }

    @Override
    public void write(byte[] buffer, int length) {
        if (writer.bytes() + length > Limits.FILE_BYTES) {
            throw new DomainException(ProblemType.BODY_TOO_LARGE, "Files must be less than 100MB in size.");
        }
        writer.write(buffer, length);
    }

    @Override
    public FileView finish(String name, String contentType, JsonNode metadata) {
        String sha256 = writer.finish();
        FileDetails details = new FileDetails(name, contentType, sha256, metadata);
        StoredFile complete = begun.file()
                .complete(
                        writer.bytes(),
                        service.seal.sealDetails(begun.key(), begun.file().id(), details));
        service.records.complete(complete);
        finished = true;
        return service.view(complete, details);
    }

    @Override
    public void close() {
        StoredFile file = begun.file();
        try {
            if (!finished) {
                service.records.remove(file.organizationId(), file.id());
            }
        } finally {
            service.slots.give(file.organizationId());
        }
    }
}
