package com.in2peta.inference.file;

import com.in2peta.inference.domain.StoredFile;
import com.in2peta.inference.persistence.FileTable;
import com.in2peta.inference.persistence.FileTable.Usage;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of files, each use in a transaction of its own. */
@Stateless
public class FileRecords {

    @Inject
    FileTable files;

    @Inject
    Tenancy tenancy;

    @Inject
    Clock clock;

    /** Notes an upload that begins, if there is room for one more. */
    public void begin(StoredFile file) {
        Usage usage = usage(file);
        if (usage.files() >= Limits.FILES) {
            throw full("There are " + Limits.FILES + " files. Delete some, or wait until they end.");
        }
        requireRoom(usage, 1);
        files.add(file);
    }

    /** The end of an upload: only now its size counts, and the file is there. */
    public void complete(StoredFile file) {
        requireRoom(usage(file), file.size().orElseThrow());
        finish(file);
    }

    /** An output of a prediction, whose size is limited already. */
    public void beginOutput(StoredFile file) {
        enter(file.organizationId());
        files.add(file);
    }

    public void completeOutput(StoredFile file) {
        enter(file.organizationId());
        finish(file);
    }

    public List<StoredFile> find(UUID organizationId, Collection<UUID> ids) {
        enter(organizationId);
        return files.find(organizationId, ids, clock.instant());
    }

    public Optional<StoredFile> find(UUID organizationId, UUID id) {
        return find(organizationId, List.of(id)).stream().findFirst();
    }

    public List<StoredFile> list(UUID organizationId, Slice slice) {
        enter(organizationId);
        return files.list(organizationId, slice, clock.instant());
    }

    public boolean remove(UUID organizationId, UUID id) {
        enter(organizationId);
        return files.remove(organizationId, id);
    }

    public Optional<UUID> owner(UUID id) {
        return files.owner(id);
    }

    private void finish(StoredFile file) {
        if (!files.complete(file)) {
            throw DomainException.notFound("file any more");
        }
    }

    private Usage usage(StoredFile file) {
        enter(file.organizationId());
        files.lock(file.organizationId());
        return files.usage(file.organizationId(), clock.instant());
    }

    private static void requireRoom(Usage usage, long bytes) {
        if (usage.bytes() + bytes > Limits.FILES_BYTES) {
            throw full("The files would be larger than " + Limits.FILES_BYTES + " bytes together.");
        }
    }

    private static DomainException full(String detail) {
        return new DomainException(ProblemType.CONFLICT, detail);
    }

    private void enter(UUID organizationId) {
        tenancy.enter(organizationId, Purpose.INFERENCE);
    }
}
