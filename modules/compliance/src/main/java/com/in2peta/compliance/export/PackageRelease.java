package com.in2peta.compliance.export;

import com.in2peta.compliance.evidence.Entry;
import com.in2peta.compliance.evidence.Evidence;
import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.compliance.request.RequestProgress;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.evidence.EvidenceKind;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** That a package can be downloaded, the record of it and the end of the request are one transaction. */
@Stateless
public class PackageRelease {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Evidence evidence;

    @Inject
    RequestProgress progress;

    @Inject
    Clock clock;

    /** Once; a repetition changes nothing. A package whose request was refused meanwhile goes. */
    public void release(JobRunContext run, UUID requestId, Optional<byte[]> subjectRef, String manifestSha256) {
        run.requireFence();
        if (isClosed(requestId)) {
            Sql.update(database, "delete from compliance.export where request_id = ? and state = 'counted'", requestId);
            return;
        }
        int released = Sql.update(
                database,
                "update compliance.export set state = 'ready', kept_from = ? where request_id = ? and state = 'counted'",
                clock.instant(),
                requestId);
        if (released == 1) {
            evidence.append(new Entry(
                    EvidenceKind.EXPORT,
                    Optional.empty(),
                    requestId.toString(),
                    subjectRef,
                    Map.of("step", "ready", "manifest_sha256", manifestSha256)));
            progress.done(requestId, Optional.empty());
        }
    }

    private boolean isClosed(UUID requestId) {
        return Sql.query(
                        database,
                        "select state from compliance.request where id = ? for update",
                        row -> row.getString(1),
                        requestId)
                .stream()
                .anyMatch("closed"::equals);
    }
}
