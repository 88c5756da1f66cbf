package com.in2peta.compliance.export;

import com.in2peta.compliance.catalogue.LiveSchema;
import com.in2peta.compliance.export.PackageFile.Made;
import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.kernel.privacy.Catalogue;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes the files of rows, one after the other. It is no chunk step, because a chunk is a JTA transaction, and rows are read with one role and
 * written with another; what is finished is in the table of files, and a repetition goes on with the rest.
 */
@Named
@Dependent
public class MakeDataFiles extends AbstractBatchlet {

    @Inject
    JobRunContext run;

    @Inject
    PackageStore store;

    @Inject
    SubjectReader reader;

    @Inject
    FileMaker maker;

    @Inject
    Opening opening;

    @Inject
    Catalogue catalogue;

    private volatile boolean stopped;

    @Override
    public String process() {
        UUID requestId = run.subject();
        Package of = store.find(requestId).orElseThrow();
        Map<String, Element> elements = elements(of);
        while (!stopped) {
            Optional<PackageFile> next = store.nextPlanned(requestId);
            if (next.isEmpty()) {
                return "made";
            }
            Made made = maker.rows(of, next.get(), elements.get(next.get().element()), run::requireFence);
            run.progress("files", 1);
            run.progress("rows", made.rows());
            run.progress("bytes", made.bytes());
        }
        return "stopped";
    }

    private Map<String, Element> elements(Package of) {
        return Elements.of(catalogue, reader.read(of.subject(), LiveSchema::read), of.kind(), opening).stream()
                .collect(Collectors.toMap(Element::table, Function.identity()));
    }

    /** After the file that it is at. */
    @Override
    public void stop() {
        stopped = true;
    }
}
