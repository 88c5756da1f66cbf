package com.in2peta.compliance.retention;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Iterator;

/** Needs no checkpoint: what was destroyed is not due any more. */
@Named
@Dependent
public class BillingPieceReader extends AbstractItemReader {

    @Inject
    BillingDestruction destruction;

    private Iterator<String> pieces;

    @Override
    public void open(Serializable checkpoint) {
        pieces = destruction.pieces().iterator();
    }

    @Override
    public String readItem() {
        return pieces.hasNext() ? pieces.next() : null;
    }
}
