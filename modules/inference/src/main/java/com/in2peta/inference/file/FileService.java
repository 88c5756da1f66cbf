package com.in2peta.inference.file;

import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.StoredFiles;
import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.domain.FileDetails;
import com.in2peta.inference.domain.FileStore;
import com.in2peta.inference.domain.StoredFile;
import com.in2peta.inference.file.FileSeal.Begun;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.seal.KeyDestroyed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What callers can do with files, outside of any transaction: a content comes and goes as slowly as the line is. */
@ApplicationScoped
class FileService implements StoredFiles {

    final UploadSlots slots = new UploadSlots();
    final AtomicInteger downloads = new AtomicInteger();

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

    @Override
    public Upload begin(Caller caller) {
        UUID organization = caller.organizationId();
        slots.take(organization);
        try {
            Begun begun = seal.begin(organization, Optional.empty(), config.fileRetention());
            records.begin(begun.file());
            return new FileUpload(this, begun);
        } catch (RuntimeException e) {
            slots.give(organization);
            throw e;
        }
    }

    @Override
    public FileView get(Caller caller, UUID id) {
        return records.find(caller.organizationId(), id).stream()
                .flatMap(this::view)
                .findFirst()
                .orElseThrow(() -> DomainException.notFound("file"));
    }

    @Override
    public List<FileView> list(Caller caller, Slice slice) {
        return records.list(caller.organizationId(), slice).stream()
                .flatMap(this::view)
                .toList();
    }

    @Override
    public void delete(Caller caller, UUID id) {
        if (!records.remove(caller.organizationId(), id)) {
            throw DomainException.notFound("file");
        }
    }

    @Override
    public Optional<Download> open(Link link) {
        if (!links.isGood(link)) {
            return Optional.empty();
        }
        if (downloads.get() >= Limits.FILE_DOWNLOADS) {
            throw new DomainException(ProblemType.OVERLOADED, "Other files are being downloaded. Try again shortly.");
        }
        return records.owner(link.file())
                .filter(owner -> links.isOwner(link, owner))
                .flatMap(owner -> records.find(owner, link.file()))
                .flatMap(this::download);
    }

    private Optional<Download> download(StoredFile file) {
        try {
            return Optional.of(new FileDownload(file, seal.details(file), this));
        } catch (KeyDestroyed e) {
            return Optional.empty();
        }
    }

    /** None when its key was destroyed: nobody can open the file any more. */
    private Stream<FileView> view(StoredFile file) {
        try {
            return Stream.of(view(file, seal.details(file)));
        } catch (KeyDestroyed e) {
            return Stream.empty();
        }
    }

    FileView view(StoredFile file, FileDetails details) {
        return new FileView(
                file.id(),
                details.name(),
                details.contentType(),
                file.size().orElseThrow(),
                details.sha256(),
                details.metadata(),
                file.createdAt(),
                file.expiresAt(),
                links.path(file));
    }
}
