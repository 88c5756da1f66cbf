package com.in2peta.inference.file;

import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** How many uploads this node takes at once, and how many of them from one organization. */
final class UploadSlots {

    private final Semaphore all = new Semaphore(Limits.FILE_UPLOADS);
    private final Map<UUID, Integer> byOrganization = new ConcurrentHashMap<>();

    void take(UUID organizationId) {
        if (!all.tryAcquire()) {
            throw busy("Other files are being uploaded. Try again shortly.");
        }
        int own = byOrganization.merge(organizationId, 1, Integer::sum);
        if (own > Limits.FILE_UPLOADS_OF_ONE) {
            give(organizationId);
            throw busy("No more than " + Limits.FILE_UPLOADS_OF_ONE + " files at a time. Try again shortly.");
        }
    }

    void give(UUID organizationId) {
        byOrganization.computeIfPresent(organizationId, (id, count) -> count == 1 ? null : count - 1);
        all.release();
    }

    private static DomainException busy(String detail) {
        return new DomainException(ProblemType.OVERLOADED, detail);
    }
}
