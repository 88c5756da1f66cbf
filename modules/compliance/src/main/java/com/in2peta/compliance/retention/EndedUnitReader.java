package com.in2peta.compliance.retention;

import com.in2peta.compliance.retention.EndedUnits.EndedUnit;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.util.Iterator;

/** Needs no checkpoint: what an earlier attempt dropped has not ended any more, it is gone. */
@Named
@Dependent
public class EndedUnitReader extends AbstractItemReader {

    @Inject
    EndedUnits units;

    private Iterator<EndedUnit> ended;

    @Override
    public void open(Serializable checkpoint) {
        ended = units.ended(Duration.ZERO).iterator();
    }

    @Override
    public EndedUnit readItem() {
        return ended.hasNext() ? ended.next() : null;
    }
}
