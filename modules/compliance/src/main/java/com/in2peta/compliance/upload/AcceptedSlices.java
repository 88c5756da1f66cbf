package com.in2peta.compliance.upload;

import com.in2peta.compliance.request.SweepPart;
import com.in2peta.compliance.upload.UploadTable.Uncounted;
import com.in2peta.kernel.failure.FailureCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Counts what was accepted; ten thousand persons take longer than a caller would wait. */
@ApplicationScoped
class AcceptedSlices implements SweepPart {

    private static final Logger LOG = System.getLogger(AcceptedSlices.class.getName());

    @Inject
    UploadTable uploads;

    @Inject
    SliceCounting counting;

    @Override
    public String name() {
        return "counted";
    }

    @Override
    public long sweep() {
        return uploads.uncounted().stream().filter(this::count).count();
    }

    private boolean count(Uncounted slice) {
        try {
            counting.count(slice);
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "upload {0} is counted later: {1}", slice.uploadId(), FailureCode.of(e));
            return false;
        }
    }
}
