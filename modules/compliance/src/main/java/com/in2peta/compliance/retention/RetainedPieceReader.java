package com.in2peta.compliance.retention;

import com.in2peta.compliance.retention.Retained.Piece;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Iterator;

/** Needs no checkpoint: what an earlier attempt destroyed is not due any more, it is gone. */
@Named
@Dependent
public class RetainedPieceReader extends AbstractItemReader {

    @Inject
    JobContext job;

    private Iterator<Piece> pieces;

    @Override
    public void open(Serializable checkpoint) {
        RetentionPlan plan = (RetentionPlan) job.getTransientUserData();
        pieces = plan.pieces().iterator();
    }

    @Override
    public Piece readItem() {
        return pieces.hasNext() ? pieces.next() : null;
    }
}
