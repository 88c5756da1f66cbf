package com.in2peta.compliance.batch;

import com.in2peta.compliance.batch.RetentionContext.EndedUnit;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Iterator;

/** Needs no checkpoint: what an earlier attempt dropped has not ended any more, it is gone. */
@Named
@Dependent
public class EndedUnitReader extends AbstractItemReader {

    @Inject
    RetentionContext retention;

    private Iterator<EndedUnit> ended;

    @Override
    public void open(Serializable checkpoint) {
        ended = retention.ended().iterator();
    }

    @Override
    public EndedUnit readItem() {
        return ended.hasNext() ? ended.next() : null;
    }
}
