package com.in2peta.compliance.retention;

import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.compliance.retention.Retained.Piece;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Destroys pieces. */
@Named
@Dependent
public class RetainedPieceWriter extends AbstractItemWriter {

    @Inject
    RetainedTables tables;

    @Inject
    HoldTable holds;

    @Inject
    JobRunContext run;

    @Inject
    MetricRegistry metrics;

    @Override
    public void writeItems(List<Object> pieces) {
        run.requireFence();
        holds.lock();
        pieces.forEach(piece -> destroy((Piece) piece));
    }

    private void destroy(Piece piece) {
        long removed = tables.find(piece.table()).destroy(piece);
        metrics.counter("in2peta_retention_removed_rows_total", new Tag("table", piece.table()))
                .inc(removed);
        if (removed > 0) {
            run.progress(piece.table() + ".removed", removed);
        }
    }
}
