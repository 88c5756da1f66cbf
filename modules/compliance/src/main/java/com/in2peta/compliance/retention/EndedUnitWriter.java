package com.in2peta.compliance.retention;

import com.in2peta.compliance.retention.EndedUnits.EndedUnit;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Drops ended units. */
@Named
@Dependent
public class EndedUnitWriter extends AbstractItemWriter {

    @Inject
    EndedUnits units;

    @Override
    public void writeItems(List<Object> ended) {
        ended.forEach(unit -> units.drop((EndedUnit) unit));
    }
}
