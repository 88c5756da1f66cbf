package com.in2peta.compliance.upload;

import com.in2peta.compliance.api.Uploads.SliceView;
import com.in2peta.compliance.approval.Asking;
import com.in2peta.compliance.upload.UploadTable.Uncounted;
import com.in2peta.compliance.upload.UploadTable.Upload;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;

/** One slice, one transaction: its counts and the question for a second yes are there together. */
@Stateless
public class SliceCounting {

    @Inject
    UploadTable uploads;

    @Inject
    SliceApproval approval;

    @Inject
    Asking asking;

    public void count(Uncounted slice) {
        Upload upload = uploads.find(slice.uploadId()).orElseThrow();
        SliceApproval.Counted counted = approval.count(upload, slice.slice());
        SliceView view =
                new SliceView(slice.slice(), counted.persons(), counted.counts(), Optional.empty(), Optional.empty());
        if (uploads.addSlice(upload.id(), view)) {
            asking.ask(upload.id(), SliceApproval.ACTION + slice.slice(), counted.planSha256(), slice.acceptedBy());
        }
    }
}
