package com.in2peta.compliance.retention;

import com.in2peta.compliance.retention.Retained.Piece;
import com.in2peta.compliance.retention.RetentionPlan.Verdict;
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
        pieces = plan.with(Verdict.GO)
                .filter(entry -> entry.due().rows() > 0 || entry.due().units() > 0)
                .flatMap(entry -> entry.table().pieces(entry.asOf()).stream())
                .iterator();
    }

    @Override
    public Piece readItem() {
        return pieces.hasNext() ? pieces.next() : null;
    }
}
