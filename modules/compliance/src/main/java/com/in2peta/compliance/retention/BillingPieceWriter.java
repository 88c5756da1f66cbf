package com.in2peta.compliance.retention;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Destroys billing records. */
@Named
@Dependent
public class BillingPieceWriter extends AbstractItemWriter {

    @Inject
    BillingDestruction destruction;

    @Override
    public void writeItems(List<Object> tables) {
        tables.forEach(table -> destruction.destroy((String) table));
    }
}
