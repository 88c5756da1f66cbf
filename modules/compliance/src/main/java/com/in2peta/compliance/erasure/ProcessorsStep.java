package com.in2peta.compliance.erasure;

import com.in2peta.kernel.erasure.ProcessorEraser;
import com.in2peta.kernel.erasure.ProcessorEraser.Absent;
import com.in2peta.kernel.erasure.ProcessorEraser.Erased;
import com.in2peta.kernel.erasure.ProcessorEraser.ExpiresAt;
import com.in2peta.kernel.erasure.ProcessorEraser.Outcome;
import com.in2peta.kernel.erasure.ProcessorEraser.Refused;
import com.in2peta.kernel.erasure.ProcessorEraser.RetainedByLaw;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Processor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.ZoneOffset;
import java.util.Optional;

/** Asks each processor, or the catalogue where there is nobody to ask. A processor of which nobody knows keeps the case open. */
@ApplicationScoped
class ProcessorsStep implements ErasureStep {

    private static final String ACTION = "processor";

    @Inject
    TaskBook book;

    @Inject
    Catalogue catalogue;

    @Inject
    @Any
    Instance<ProcessorEraser> erasers;

    @Override
    public String name() {
        return "processors";
    }

    @Override
    public Optional<Wait> run(ErasureRun run) {
        boolean all = true;
        for (var processor : catalogue.processors().entrySet()) {
            if (!book.isOver(run, processor.getKey(), ACTION)) {
                all &= note(run, processor.getKey(), outcome(run, processor.getKey(), processor.getValue()));
            }
        }
        return all ? Optional.empty() : Optional.of(Wait.later(ACTION));
    }

    private Outcome outcome(ErasureRun run, String name, Processor processor) {
        for (ProcessorEraser eraser : erasers) {
            if (eraser.processor().equals(name)) {
                return eraser.erase(run.who().organizationId(), run.who().personId());
            }
        }
        return Declared.outcome(processor.deletion(), run.now());
    }

    private boolean note(ErasureRun run, String name, Outcome outcome) {
        if (outcome instanceof Erased) {
            book.done(run, name, ACTION, 1, Optional.of("erased"));
        } else if (outcome instanceof Absent) {
            book.done(run, name, ACTION, 0, Optional.of("absent"));
        } else if (outcome instanceof ExpiresAt expires) {
            book.retained(run, name, ACTION, "expires", Optional.of(expires.at()));
        } else if (outcome instanceof RetainedByLaw law) {
            book.retained(
                    run,
                    name,
                    ACTION,
                    law.basis(),
                    Optional.of(law.until().atStartOfDay(ZoneOffset.UTC).toInstant()));
        } else {
            String code = outcome instanceof Refused refused ? "refused: " + refused.code() : "unknown";
            book.waits(run, name, ACTION, "waiting-processor", code);
            return false;
        }
        return true;
    }
}
