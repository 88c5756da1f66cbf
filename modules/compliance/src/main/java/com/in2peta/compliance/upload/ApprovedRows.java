package com.in2peta.compliance.upload;

import com.in2peta.compliance.request.BulkRequests;
import com.in2peta.compliance.request.SweepPart;
import com.in2peta.compliance.upload.UploadTable.Approved;
import com.in2peta.kernel.failure.FailureCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Makes the requests of approved rows. */
@ApplicationScoped
class ApprovedRows implements SweepPart {

    private static final int MOST = 500;
    private static final Logger LOG = System.getLogger(ApprovedRows.class.getName());

    @Inject
    UploadTable uploads;

    @Inject
    RowRequests requests;

    @Inject
    BulkRequests bulk;

    @Override
    public String name() {
        return "requested";
    }

    @Override
    public long sweep() {
        return uploads.approved(MOST).stream().filter(this::request).count();
    }

    private boolean request(Approved row) {
        try {
            requests.request(row).ifPresent(bulk::start);
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "upload {0} is gone on with later: {1}", row.uploadId(), FailureCode.of(e));
            return false;
        }
    }
}
