package com.in2peta.compliance.erasure;

import com.in2peta.kernel.erasure.PersonalCopies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;

/** Discards what lies outside the tables: files, packages, what is remembered. */
@ApplicationScoped
class CopiesStep implements ErasureStep {

    @Inject
    TaskBook book;

    @Inject
    @Any
    Instance<PersonalCopies> copies;

    @Override
    public String name() {
        return "copies";
    }

    @Override
    public Optional<Wait> run(ErasureRun run) {
        for (PersonalCopies copy : copies) {
            long discarded = copy.discard(run.who().organizationId(), run.who().personId());
            book.done(run, copy.name(), "delete", discarded, Optional.empty());
        }
        return Optional.empty();
    }
}
