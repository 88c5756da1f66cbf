package com.in2peta.compliance.export;

import com.in2peta.kernel.seal.Seals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Encrypts what is kept of a package under the key of the person whose it is: when that key is destroyed, nobody can read it any more. */
@ApplicationScoped
class PackageSeal {

    @Inject
    Seals seals;

    /** Where a chunk lies: sealed there, it opens nowhere else. */
    static String place(UUID requestId, String path, int seq) {
        return "compliance.export_chunk.content|" + requestId + "|" + path + "|" + seq;
    }

    byte[] seal(Subject subject, String place, byte[] chunk) {
        return seals.seal(subject.personId(), chunk, place);
    }

    byte[] open(Subject subject, String place, byte[] sealed) {
        return seals.open(subject.personId(), sealed, place);
    }
}
