package com.in2peta.compliance.batch;

import com.in2peta.compliance.batch.RetentionContext.EndedUnit;
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
    RetentionContext retention;

    @Override
    public void writeItems(List<Object> units) {
        units.forEach(unit -> retention.drop((EndedUnit) unit));
    }
}
