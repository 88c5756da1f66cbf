package com.in2peta.inference.file;

import com.in2peta.inference.domain.FileStore;
import com.in2peta.inference.domain.StoredFile;
import com.in2peta.inference.persistence.FileTable;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.problem.DomainException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/**
 * Contents in PostgreSQL. A connection is held for one piece at a time, so that who sends or reads slowly keeps nothing from others; the pieces
 * go with the row of their file.
 */
@Stateless
public class DatabaseFileStore implements FileStore {

    @Inject
    FileTable files;

    @Inject
    Tenancy tenancy;

    @Override
    public void put(StoredFile file, int seq, byte[] sealed) {
        tenancy.enter(file.organizationId(), Purpose.INFERENCE);
        files.addChunk(file, seq, sealed);
    }

    @Override
    public byte[] get(StoredFile file, int seq) {
        tenancy.enter(file.organizationId(), Purpose.INFERENCE);
        return files.chunk(file.id(), seq).orElseThrow(() -> DomainException.notFound("file any more"));
    }
}
